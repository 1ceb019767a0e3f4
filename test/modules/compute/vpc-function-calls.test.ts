import { VpcFunction } from '../../../modules/compute/vpc-function';
import { synthesizeAws } from '../identity/aws-stack';
import { accessTo, LOCATION, network, vpcFunction } from './fixtures';

describe('Calling a VpcFunction', () => {
  test('takes a grant on the alias and a way to Lambda', () => {
    const synthesized = synthesizeAws((stack) => {
      const shared = { network: network(stack), access: accessTo(stack, 'lambda') };
      const called = vpcFunction(stack, shared);
      called.grantInvoke(vpcFunction(stack, { ...shared, name: 'dev-caller' }, 'caller'));
      expect(called.use('invoke').configuration).toEqual({
        functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:dev-submit:live',
      });
    });
    const [grants] = Object.values(synthesized.resources('aws_iam_role_policy')).filter(
      (policy) => policy['name'] === 'dev-caller-grants',
    );
    expect(synthesized.statements(grants?.['policy'])).toMatchObject([
      {
        sid: 'InvokeSubmit',
        actions: ['lambda:InvokeFunction'],
        resources: ['arn:aws:lambda:eu-central-1:123456789012:function:dev-submit:live'],
      },
    ]);
  });

  test('can be allowed to one resource of a service', () => {
    const synthesized = synthesizeAws((stack) => {
      vpcFunction(stack).allowInvokeBy('rotation', {
        service: 'secretsmanager.amazonaws.com',
        sourceArn: 'arn:secret',
        sourceAccountId: '123456789012',
      });
    });
    expect(synthesized.only('aws_lambda_permission')).toMatchObject({
      statement_id: 'InvokeByRotation',
      action: 'lambda:InvokeFunction',
      principal: 'secretsmanager.amazonaws.com',
      qualifier: expect.stringMatching(/^\$\{aws_lambda_alias\.submit_alias\w+\.name\}$/),
      source_arn: 'arn:secret',
      source_account: '123456789012',
    });
  });

  test.each([
    ['anybody', { service: '*', sourceArn: 'arn:a' }, 'invoker-service'],
    ['an account for a service', { service: '123456789012', sourceArn: 'arn:a' }, 'invoker-service'],
    ['any source', { service: 'events.amazonaws.com', sourceArn: '*' }, 'invoker-source'],
    ['a bucket without its account', { service: 's3.amazonaws.com', sourceArn: 'arn:b' }, 'invoker-account'],
  ])('cannot be allowed to %s', (_what, invoker, code) => {
    synthesizeAws((stack) => {
      expect(() => vpcFunction(stack).allowInvokeBy('x', invoker)).toThrow(`[${code}]`);
    });
  });
});

describe('VpcFunction.fromAttributes', () => {
  const attributes = {
    functionName: 'dev-other',
    functionArn: `arn:aws:lambda:${LOCATION.region}:${LOCATION.accountId}:function:dev-other`,
    aliasName: 'live',
    aliasArn: `arn:aws:lambda:${LOCATION.region}:${LOCATION.accountId}:function:dev-other:live`,
    invokeArn: 'arn:invoke',
  };

  test('makes nothing but permissions to call', () => {
    const synthesized = synthesizeAws((stack) => {
      const imported = VpcFunction.fromAttributes(stack, 'other', attributes);
      expect(imported).toMatchObject(attributes);
      expect(imported.use('invoke')).toMatchObject({
        title: 'other: invoke',
        statements: [{ sid: 'InvokeOther', resources: [attributes.aliasArn] }],
        destinations: [{ kind: 'service', service: 'lambda' }],
      });
      imported.allowInvokeBy('api', { service: 'apigateway.amazonaws.com', sourceArn: 'arn:api' });
    });
    expect(Object.keys(synthesized.json['resource'] as object)).toEqual(['aws_lambda_permission']);
    expect(synthesized.only('aws_lambda_permission')).toMatchObject({
      function_name: 'dev-other',
      qualifier: 'live',
    });
  });

  test('can be granted to a function', () => {
    const synthesized = synthesizeAws((stack) => {
      const caller = vpcFunction(stack, { access: accessTo(stack, 'lambda') });
      VpcFunction.fromAttributes(stack, 'other', attributes).grantInvoke(caller);
    });
    expect(synthesized.only('aws_vpc_security_group_egress_rule')).toMatchObject({
      description: 'other: invoke',
    });
  });
});
