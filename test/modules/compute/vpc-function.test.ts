import { LambdaInvocation } from '@cdktf/provider-aws/lib/lambda-invocation';
import { VpcFunction } from '../../../modules/compute/vpc-function';
import { InvalidInputError } from '../../../modules/core/errors';
import type { INetwork } from '../../../modules/network/network';
import { SecurityGroup } from '../../../modules/network/security-group';
import { synthesizeAws } from '../identity/aws-stack';
import {
  accessTo,
  CALL_PARTNER,
  HASH,
  KEY_ARN,
  LOCATION,
  network,
  PUBLISH,
  vpcFunction,
  WITH_EGRESS,
} from './fixtures';

describe('VpcFunction by default', () => {
  const synthesized = synthesizeAws((stack) => {
    vpcFunction(stack, { access: accessTo(stack) });
  });
  const lambda = synthesized.only('aws_lambda_function');

  test('is an encrypted, traced, published arm64 function in the private subnets', () => {
    expect(lambda).toMatchObject({
      function_name: 'dev-submit',
      description: 'Takes deposits',
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      filename: 'submit.zip',
      source_code_hash: HASH,
      kms_key_arn: KEY_ARN,
      memory_size: 512,
      timeout: 30,
      publish: true,
      tracing_config: { mode: 'Active' },
      vpc_config: {
        subnet_ids: ['subnet-a', 'subnet-b'],
        security_group_ids: ['${aws_security_group.submit_security-group_539E2EFB.id}'],
      },
      tags: { Name: 'dev-submit' },
    });
    for (const absent of ['environment', 'reserved_concurrent_executions', 'dead_letter_config']) {
      expect(lambda).not.toHaveProperty(absent);
    }
  });

  test('is made from the zip in the request', () => {
    expect(lambda).not.toHaveProperty('s3_bucket');
    expect(synthesized.resources('aws_s3_object')).toEqual({});
  });

  test('is made from an object named by its content, where there is a bucket for the code', () => {
    const fromBucket = synthesizeAws((stack) => {
      vpcFunction(stack, { access: accessTo(stack), codeBucketName: 'code' });
    });
    const digest = Buffer.from(HASH, 'base64').toString('hex');
    expect(fromBucket.only('aws_s3_object')).toMatchObject({
      bucket: 'code',
      key: `functions/dev-submit/${digest}.zip`,
      source: 'submit.zip',
      source_hash: HASH,
    });
    const [id] = Object.keys(fromBucket.resources('aws_s3_object'));
    const deployed = fromBucket.only('aws_lambda_function');
    expect(deployed).toMatchObject({
      s3_bucket: `\${aws_s3_object.${id}.bucket}`,
      s3_key: `\${aws_s3_object.${id}.key}`,
      source_code_hash: HASH,
    });
    expect(deployed).not.toHaveProperty('filename');
  });

  test('has a role of its own that knows the function by name', () => {
    expect(synthesized.only('aws_iam_role')).toMatchObject({ name: 'dev-submit' });
    const platform = synthesized.statements(synthesized.only('aws_iam_role_policy')['policy']);
    expect(platform.find(({ sid }) => sid === 'CodeMayNotManageEnis')).toMatchObject({
      condition: [{ values: ['arn:aws:lambda:eu-central-1:123456789012:function:dev-submit'] }],
    });
  });

  test('logs as JSON to its own group, which is made first, encrypted, and kept for a year', () => {
    expect(synthesized.only('aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/lambda/dev-submit',
      retention_in_days: 365,
      kms_key_id: KEY_ARN,
    });
    expect(lambda['logging_config']).toEqual({
      log_group: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.\S+\.name\}$/),
      log_format: 'JSON',
      application_log_level: 'TRACE',
      system_log_level: 'INFO',
    });
  });

  test('is called through the alias live, which follows the published version', () => {
    expect(synthesized.only('aws_lambda_alias')).toMatchObject({
      name: 'live',
      function_version: expect.stringMatching(/^\$\{aws_lambda_function\.\S+\.version\}$/),
    });
  });

  test('has a closed security group', () => {
    expect(synthesized.resources('aws_vpc_security_group_egress_rule')).toEqual({});
    expect(synthesized.only('aws_security_group')).not.toHaveProperty('egress');
  });

  test('leaves failed asynchronous events to Lambda', () => {
    expect(synthesized.resources('aws_lambda_function_event_invoke_config')).toEqual({});
  });
});

describe('VpcFunction with everything', () => {
  test('keeps every prop', () => {
    // WHEN
    const synthesized = synthesizeAws((stack) => {
      vpcFunction(stack, {
        subnetIds: ['subnet-b'],
        environment: { LOG_LEVEL: 'info' },
        memoryMib: 1024,
        timeoutSeconds: 900,
        architecture: 'x86_64',
        reservedConcurrency: 0,
        logRetentionDays: 30,
        tracing: false,
        roleTrust: 'function',
        permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/b',
        codeSigningConfigArn: 'arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-1',
        onFailure: {
          destination: {
            destinationArn: 'arn:queue',
            statements: [{ sid: 'SendToFailures', actions: ['sqs:SendMessage'], resources: ['arn:queue'] }],
          },
          retryAttempts: 0,
          maxEventAgeSeconds: 60,
        },
      });
    });

    // THEN
    expect(synthesized.only('aws_lambda_function')).toMatchObject({
      environment: { variables: { LOG_LEVEL: 'info' } },
      memory_size: 1024,
      timeout: 900,
      architectures: ['x86_64'],
      reserved_concurrent_executions: 0,
      tracing_config: { mode: 'PassThrough' },
      vpc_config: { subnet_ids: ['subnet-b'] },
      code_signing_config_arn: 'arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-1',
    });
    expect(synthesized.only('aws_cloudwatch_log_group')).toMatchObject({ retention_in_days: 30 });
    const role = synthesized.only('aws_iam_role');
    expect(role).toMatchObject({ permissions_boundary: 'arn:aws:iam::123456789012:policy/b' });
    expect(synthesized.statements(role['assume_role_policy'])[0]?.['condition']).toHaveLength(2);
    expect(synthesized.only('aws_lambda_function_event_invoke_config')).toMatchObject({
      qualifier: expect.stringMatching(/aws_lambda_alias/),
      maximum_retry_attempts: 0,
      maximum_event_age_in_seconds: 60,
      destination_config: { on_failure: { destination: 'arn:queue' } },
    });
    expect(Object.keys(synthesized.resources('aws_iam_role_policy'))).toHaveLength(2);
    expect(synthesized.resources('aws_vpc_security_group_egress_rule')).toEqual({});
  });

  test('retries twice within an hour before an event goes to the failure destination', () => {
    const synthesized = synthesizeAws((stack) => {
      vpcFunction(stack, { onFailure: { destination: { destinationArn: 'arn:topic', statements: [] } } });
    });
    expect(synthesized.only('aws_lambda_function_event_invoke_config')).toMatchObject({
      maximum_retry_attempts: 2,
      maximum_event_age_in_seconds: 3600,
    });
  });

  test('can be in isolated subnets where there are no private ones', () => {
    const synthesized = synthesizeAws((stack) => {
      const isolated = [{ id: 'subnet-i', zone: 'eu-central-1a' }];
      vpcFunction(stack, { network: network(stack, { subnets: { isolated } }) });
    });
    expect(synthesized.only('aws_lambda_function')).toMatchObject({
      vpc_config: { subnet_ids: ['subnet-i'] },
    });
  });
});

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

describe('VpcFunction.accept', () => {
  test('grants, and opens the security group to the endpoint on 443', () => {
    // WHEN
    const synthesized = synthesizeAws((stack) => {
      const made = vpcFunction(stack, { capabilities: [PUBLISH] });
      expect(made.capabilities).toEqual([PUBLISH]);
    });

    // THEN
    const grants = Object.values(synthesized.resources('aws_iam_role_policy')).find(
      (policy) => policy['name'] === 'dev-submit-grants',
    );
    expect(synthesized.statements(grants?.['policy'])).toMatchObject([
      { sid: 'PublishToDeposits', actions: ['events:PutEvents'], resources: ['arn:bus'] },
    ]);
    expect(synthesized.only('aws_vpc_security_group_egress_rule')).toMatchObject({
      description: 'deposits: publish',
      from_port: 443,
      to_port: 443,
      ip_protocol: 'tcp',
      referenced_security_group_id: expect.stringMatching(/endpoint-events/),
    });
  });

  test('gives the same whether a capability is there from the start or comes later', () => {
    const early = synthesizeAws((stack) => {
      vpcFunction(stack, { capabilities: [PUBLISH] });
    });
    const late = synthesizeAws((stack) => {
      vpcFunction(stack).accept(PUBLISH);
    });
    expect(late.json).toEqual(early.json);
  });

  test('opens the internet for a host, from the egress subnets', () => {
    const synthesized = synthesizeAws((stack) => {
      vpcFunction(stack, { network: network(stack, WITH_EGRESS), capabilities: [CALL_PARTNER] });
    });
    expect(synthesized.only('aws_vpc_security_group_egress_rule')).toMatchObject({
      cidr_ipv4: '0.0.0.0/0',
      from_port: 443,
      description: 'partner: https (api.partner.example)',
    });
    const placement = synthesized.only('aws_lambda_function')['vpc_config'];
    expect(placement).toMatchObject({ subnet_ids: ['subnet-e'] });
    expect(placement).not.toHaveProperty('ipv6_allowed_for_dual_stack');
  });

  test('uses IPv6 in the egress subnets alone', () => {
    const placements = [[CALL_PARTNER], []].map((capabilities) => {
      const synthesized = synthesizeAws((stack) => {
        vpcFunction(stack, { network: network(stack, { ...WITH_EGRESS, ipv6Egress: true }), capabilities });
      });
      return synthesized.only('aws_lambda_function')['vpc_config'] as Record<string, unknown>;
    });
    expect(placements.map((placement) => placement['ipv6_allowed_for_dual_stack'])).toEqual([
      true,
      undefined,
    ]);
  });

  test('opens another port of the internet with the capability as the reason', () => {
    const sftp = {
      ...CALL_PARTNER,
      title: 'partner’s files: sftp',
      destinations: [{ kind: 'internet', host: 'files.partner.example', port: 22 }],
    } as const;
    const synthesized = synthesizeAws((stack) => {
      vpcFunction(stack, { network: network(stack, WITH_EGRESS), capabilities: [sftp] });
    });
    expect(synthesized.only('aws_vpc_security_group_egress_rule')).toMatchObject({
      from_port: 22,
      description: 'partner s files: sftp (files.partner.example)',
    });
  });

  test('takes another host of the internet later, when it was placed for one', () => {
    synthesizeAws((stack) => {
      const made = vpcFunction(stack, {
        network: network(stack, WITH_EGRESS),
        capabilities: [CALL_PARTNER],
      });
      made.accept({ ...CALL_PARTNER, title: 'partner: again' });
      expect(made.capabilities).toHaveLength(2);
    });
  });

  test('refuses a first host of the internet once it is placed, and opens nothing then', () => {
    const synthesized = synthesizeAws((stack) => {
      const made = vpcFunction(stack, { network: network(stack, WITH_EGRESS) });
      expect(() => made.accept(CALL_PARTNER)).toThrow('[function-internet-too-late]');
      expect(made.capabilities).toEqual([]);
    });
    expect(synthesized.resources('aws_vpc_security_group_egress_rule')).toEqual({});
  });

  test.each([
    ['an egress subnet without a host to call', ['subnet-e'], [], 'function-egress-needless'],
    ['a private subnet with a host to call', ['subnet-a'], [CALL_PARTNER], 'function-egress-missing'],
  ])('refuses %s', (_, subnetIds, capabilities, code) => {
    synthesizeAws((stack) => {
      const make = () =>
        vpcFunction(stack, { network: network(stack, WITH_EGRESS), subnetIds, capabilities });
      expect(make).toThrow(`[${code}]`);
    });
  });

  test('refuses a service without a way to it, and grants nothing then', () => {
    const synthesized = synthesizeAws((stack) => {
      const made = vpcFunction(stack, { access: accessTo(stack) });
      const accept = () => made.accept(PUBLISH);
      expect(accept).toThrow(InvalidInputError);
      expect(accept).toThrow(
        /\[function-service-unreachable\] capabilities\[deposits: publish\]: received "events".*dev-submit.*endpoint for events/,
      );
      expect(made.capabilities).toEqual([]);
    });
    expect(Object.keys(synthesized.resources('aws_iam_role_policy'))).toHaveLength(1);
  });

  test('says whom to ask in a shared network', () => {
    synthesizeAws((stack) => {
      const made = vpcFunction(stack, {
        network: network(stack, { mode: 'shared' }),
        access: accessTo(stack),
      });
      expect(() => made.accept(PUBLISH)).toThrow(
        /Ask the owner of the shared VPC for an endpoint for events/,
      );
    });
  });

  test.each([
    ['owned', /Choose nat-gateway or nat-instance/],
    ['shared', /name them in egressSubnets/],
  ] as const)('refuses the internet in an %s network without a way out', (mode, fix) => {
    synthesizeAws((stack) => {
      const made = network(stack, { mode });
      const make = () => vpcFunction(stack, { network: made, capabilities: [CALL_PARTNER] });
      expect(make).toThrow(/\[function-internet-unreachable\].*received "api\.partner\.example:443"/);
    });
    synthesizeAws((stack) => {
      const made = network(stack, { mode });
      expect(() => vpcFunction(stack, { network: made, capabilities: [CALL_PARTNER] })).toThrow(fix);
    });
  });

  test('refuses a wildcard in an action', () => {
    synthesizeAws((stack) => {
      const wide = { ...PUBLISH, statements: [{ sid: 'All', actions: ['events:*'], resources: ['*'] }] };
      expect(() => vpcFunction(stack).accept(wide)).toThrow('[statement-action]');
    });
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

describe('VpcFunction refuses', () => {
  const anEnvironment = (bytes: number) => ({
    environment: { LARGE: 'x'.repeat(bytes - '{"LARGE":""}'.length) },
  });

  test.each([
    ['a long name', { name: 'a'.repeat(65) }, 'function-name'],
    ['an empty description', { description: '' }, 'function-description'],
    ['a handler without an export', { handler: 'index' }, 'function-handler'],
    ['code without a file', { code: { file: '', sha256Base64: HASH } }, 'function-code-file'],
    ['a hexadecimal hash', { code: { file: 'a.zip', sha256Base64: 'ab'.repeat(32) } }, 'function-code-hash'],
    ['too little memory', { memoryMib: 127 }, 'function-memory'],
    ['too much memory', { memoryMib: 10_241 }, 'function-memory'],
    ['no time', { timeoutSeconds: 0 }, 'function-timeout'],
    ['too much time', { timeoutSeconds: 901 }, 'function-timeout'],
    ['half a second', { timeoutSeconds: 1.5 }, 'function-timeout'],
    ['a negative concurrency', { reservedConcurrency: -1 }, 'function-concurrency'],
    ['a retention that does not exist', { logRetentionDays: 31 }, 'function-log-retention'],
    ['a variable of Lambda', { environment: { AWS_REGION: 'x' } }, 'function-environment-reserved'],
    ['a variable with a dash', { environment: { 'LOG-LEVEL': 'x' } }, 'function-environment-name'],
    ['an environment above 4 KiB', anEnvironment(4097), 'function-environment-size'],
    [
      'a service without a way to it',
      { access: { peerFor: () => undefined }, capabilities: [PUBLISH] },
      'function-service-unreachable',
    ],
    ['a public subnet', { subnetIds: ['subnet-public'] }, 'function-in-public-subnet'],
  ])('%s', (_what, change, code) => {
    synthesizeAws((stack) => {
      expect(() => vpcFunction(stack, change)).toThrow(`[${code}]`);
    });
  });

  test.each([
    ['three retries', { retryAttempts: 3 }, 'function-retries'],
    ['an event that may wait for a day', { maxEventAgeSeconds: 86_400 }, 'function-event-age'],
  ])('%s', (_what, change, code) => {
    synthesizeAws((stack) => {
      const onFailure = { destination: { destinationArn: 'arn:queue', statements: [] }, ...change };
      expect(() => vpcFunction(stack, { onFailure })).toThrow(`[${code}]`);
    });
  });

  test('everything that is wrong at once, naming the construct', () => {
    synthesizeAws((stack) => {
      const make = () =>
        vpcFunction(stack, {
          memoryMib: 1,
          timeoutSeconds: 0,
          capabilities: [CALL_PARTNER],
          subnetIds: ['subnet-public'],
        });
      expect(make).toThrow(/^test\/submit: 4 problems\n/);
    });
  });

  test('a network with public subnets only', () => {
    const onlyPublic: INetwork = {
      mode: 'owned',
      vpcId: 'vpc-1',
      vpcCidr: '10.0.0.0/16',
      zones: ['eu-central-1a'],
      internetEgress: false,
      ipv6Egress: false,
      canCreateEndpoints: true,
      subnets: (tier) => (tier === 'public' ? [{ id: 'subnet-public', zone: 'eu-central-1a' }] : []),
      routeTableIds: () => [],
      attributes: () => {
        throw new Error('not asked for');
      },
    };
    synthesizeAws((stack) => {
      expect(() => vpcFunction(stack, { network: onlyPublic })).toThrow('[network-no-function-subnets]');
    });
  });

  test('but not an environment of exactly 4 KiB', () => {
    synthesizeAws((stack) => {
      expect(() => vpcFunction(stack, anEnvironment(4096))).not.toThrow();
    });
  });
});

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
