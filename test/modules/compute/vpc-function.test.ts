import { synthesizeAws } from '../identity/aws-stack';
import { accessTo, HASH, KEY_ARN, network, vpcFunction } from './fixtures';

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
