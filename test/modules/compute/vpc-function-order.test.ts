import { LambdaInvocation } from '@cdktf/provider-aws/lib/lambda-invocation';
import { SecurityGroup } from '../../../modules/network/security-group';
import { synthesizeAws } from '../identity/aws-stack';
import { accessTo, network, PUBLISH, vpcFunction } from './fixtures';

describe('VpcFunction with something that has to happen first', () => {
  test('moves its alias only after it: callers keep the version they had', () => {
    const synthesized = synthesizeAws((stack) => {
      const migration = new LambdaInvocation(stack, 'migrate', { functionName: 'migrate', input: '{}' });
      vpcFunction(stack, { access: accessTo(stack), liveAfter: [migration] });
    });
    expect(synthesized.only('aws_lambda_alias')['depends_on']).toEqual(['aws_lambda_invocation.migrate']);
    expect(synthesized.only('aws_lambda_function')['depends_on']).not.toContain(
      'aws_lambda_invocation.migrate',
    );
  });
});

describe('The end of a VpcFunction', () => {
  test('is before its policies and the rules of its group; the role outlasts the group', () => {
    // WHEN
    const synthesized = synthesizeAws((stack) => {
      vpcFunction(stack).accept(PUBLISH);
    });

    // THEN
    const outlasting = synthesized.only('aws_lambda_function')['depends_on'] as string[];
    expect(outlasting.map((address) => address.split('.')[0])).toEqual([
      'aws_iam_role_policy',
      'aws_iam_role_policy',
      'aws_security_group',
      'aws_vpc_security_group_egress_rule',
      'aws_vpc_security_group_ingress_rule',
    ]);
    const group = Object.values(synthesized.resources('aws_security_group')).find(
      ({ description }) => description === 'Function dev-submit',
    );
    expect(group).toMatchObject({
      depends_on: [expect.stringMatching(/^aws_iam_role_policy\.submit_role_platform-policy/)],
      timeouts: { delete: '45m' },
    });
  });

  test('waits for the roles of all functions that share the group', () => {
    const synthesized = synthesizeAws((stack) => {
      const shared = {
        network: network(stack),
        access: accessTo(stack),
        securityGroup: new SecurityGroup(stack, 'shared', {
          name: 'shared',
          description: 'Profile none',
          vpcId: 'vpc-1',
        }),
      };
      vpcFunction(stack, shared);
      vpcFunction(stack, { ...shared, name: 'dev-get' }, 'get');
    });
    expect(synthesized.only('aws_security_group')['depends_on']).toEqual([
      expect.stringContaining('submit_role_platform-policy'),
      expect.stringContaining('get_role_platform-policy'),
    ]);
  });

  test('is not ordered against the group of another stack', () => {
    const synthesized = synthesizeAws((stack) => {
      const securityGroup = SecurityGroup.fromAttributes(stack, 'imported', {
        securityGroupId: 'sg-0123',
        name: 'imported',
      });
      vpcFunction(stack, { securityGroup, access: accessTo(stack) });
    });
    expect(synthesized.only('aws_lambda_function')['depends_on']).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\./),
    ]);
  });
});
