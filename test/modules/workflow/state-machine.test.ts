import { TerraformOutput } from 'cdktf';
import type { Capability } from '../../../modules/core/capability';
import { StateMachine, type StateMachineProps } from '../../../modules/workflow/state-machine';
import { distributedMap } from '../../../modules/workflow/states/distributed-map';
import { END } from '../../../modules/workflow/states/flow';
import { succeed } from '../../../modules/workflow/states/succeed';
import type { Block, Synthesized } from '../../support/synth';
import { problemsOf } from '../data/support';
import { synthesizeAws } from '../identity/aws-stack';
import { called, LOCATION, LOG_KEY_ARN, MACHINE_ARN, task, WORK, workflow } from './support';

const definition = workflow({ One: task({ next: 'Two' }), Two: task({ function: called('other') }) });
const PROPS: StateMachineProps = {
  name: 'dev-clear',
  location: LOCATION,
  definition,
  logKeyArn: LOG_KEY_ARN,
};

const machine = (change: Partial<StateMachineProps> = {}) =>
  synthesizeAws((stack) => new StateMachine(stack, 'clear', { ...PROPS, ...change }));

/** The statements of the inline policy with the purpose, by sid. */
function policy(synthesized: Synthesized, purpose: string): Readonly<Record<string, Block>> {
  const policies = Object.values(synthesized.resources('aws_iam_role_policy'));
  const found = policies.find(({ name }) => name === `dev-clear-${purpose}`);
  if (!found) return {};
  return Object.fromEntries(
    synthesized.statements(found['policy']).map((statement) => [String(statement['sid']), statement]),
  );
}

describe('StateMachine by default', () => {
  const synthesized = machine();
  const block = synthesized.only('aws_sfn_state_machine');

  test('is standard, traced, and logs everything but data, with a key and for a year', () => {
    expect(block).toMatchObject({
      name: 'dev-clear',
      type: 'STANDARD',
      publish: false,
      tracing_configuration: { enabled: true },
      logging_configuration: {
        level: 'ALL',
        include_execution_data: false,
        log_destination: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.\S+\.arn\}:\*$/),
      },
      tags: { Name: 'dev-clear' },
    });
    expect(block).not.toHaveProperty('encryption_configuration');
    expect(synthesized.only('aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/vendedlogs/states/dev-clear',
      retention_in_days: 365,
      kms_key_id: LOG_KEY_ARN,
    });
  });

  test('comes after the policies that Step Functions tries', () => {
    const policies = Object.keys(synthesized.resources('aws_iam_role_policy'));
    expect(block['depends_on']).toEqual(policies.map((name) => `aws_iam_role_policy.${name}`));
    expect(policies).toHaveLength(2);
  });

  test('is trusted by Step Functions of this account, for this state machine', () => {
    const { assume_role_policy } = synthesized.only('aws_iam_role');
    expect(synthesized.statements(assume_role_policy)).toMatchObject([
      {
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: ['states.amazonaws.com'] }],
        condition: [
          { test: 'StringEquals', variable: 'aws:SourceAccount', values: [LOCATION.accountId] },
          {
            test: 'ArnLike',
            variable: 'aws:SourceArn',
            values: [MACHINE_ARN, `${MACHINE_ARN}:*`, `${MACHINE_ARN}/*`],
          },
        ],
      },
    ]);
  });

  test('may call exactly the aliases of its functions, and otherwise log and trace', () => {
    expect(policy(synthesized, 'tasks')).toEqual({
      CallFunctions: expect.objectContaining({
        actions: ['lambda:InvokeFunction'],
        resources: [called('other').aliasArn, called('work').aliasArn],
      }),
    });
    const platform = policy(synthesized, 'platform');
    expect(Object.keys(platform)).toEqual([
      'DeliverLogsDeliveriesHaveNoResources',
      'WriteTracesXRayHasNoResources',
    ]);
    expect(Object.values(platform).every(({ resources }) => String(resources) === '*')).toBe(true);
  });
});

describe('StateMachine with everything', () => {
  const synthesized = machine({
    logLevel: 'ERROR',
    logExecutionData: true,
    logRetentionDays: 30,
    executionKeyArn: 'arn:key',
    dataKeyReuseSeconds: 60,
    publish: true,
    permissionsBoundaryArn: 'arn:boundary',
    tags: { Owner: 'payments' },
  });

  test('keeps every prop', () => {
    expect(synthesized.only('aws_sfn_state_machine')).toMatchObject({
      publish: true,
      logging_configuration: { level: 'ERROR', include_execution_data: true },
      encryption_configuration: {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kms_key_id: 'arn:key',
        kms_data_key_reuse_period_seconds: 60,
      },
      tags: { Name: 'dev-clear', Owner: 'payments' },
    });
    expect(synthesized.only('aws_cloudwatch_log_group')).toMatchObject({ retention_in_days: 30 });
    expect(synthesized.only('aws_iam_role')).toMatchObject({ permissions_boundary: 'arn:boundary' });
  });

  test('uses the key for its own executions and its logs only', () => {
    expect(policy(synthesized, 'platform')).toMatchObject({
      EncryptOwnExecutions: {
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['arn:key'],
        condition: [{ variable: 'kms:EncryptionContext:aws:states:stateMachineArn', values: [MACHINE_ARN] }],
      },
      EncryptDeliveredLogs: {
        actions: ['kms:GenerateDataKey'],
        condition: [
          {
            variable: 'kms:EncryptionContext:SourceArn',
            values: ['arn:aws:logs:eu-central-1:123456789012:*'],
          },
        ],
      },
    });
  });

  test('names its version where one is published', () => {
    const outputOf = (publish: boolean) =>
      synthesizeAws((stack) => {
        const { versionArn } = new StateMachine(stack, 'clear', { ...PROPS, publish });
        new TerraformOutput(stack, 'version', { value: versionArn });
      }).json['output'];
    expect(JSON.stringify(outputOf(false))).toMatch(/aws_sfn_state_machine\.[\w-]+\.arn/);
    expect(JSON.stringify(outputOf(true))).toMatch(
      /aws_sfn_state_machine\.[\w-]+\.state_machine_version_arn/,
    );
  });
});

describe('StateMachine with little', () => {
  test('EXPRESS, without logs, traces and tasks, has a role that may do nothing', () => {
    const synthesized = machine({
      definition: workflow({ Done: succeed() }, { timeoutSeconds: 300 }),
      logLevel: 'OFF',
      tracing: false,
    });
    expect(synthesized.only('aws_sfn_state_machine')).toMatchObject({
      logging_configuration: { level: 'OFF' },
      tracing_configuration: { enabled: false },
    });
    expect(synthesized.resources('aws_cloudwatch_log_group')).toEqual({});
    expect(synthesized.resources('aws_iam_role_policy')).toEqual({});
    const express = machine({
      definition: workflow({ Done: succeed() }, { timeoutSeconds: 300 }),
      type: 'EXPRESS',
    });
    expect(express.only('aws_sfn_state_machine')).toMatchObject({ type: 'EXPRESS' });
  });
});

describe('StateMachine with a distributed map', () => {
  const map = distributedMap({
    label: 'Items',
    items: { ...WORK, prefix: 'in/', key: '$.key' },
    results: { ...WORK, at: '$.at' },
    itemsAtMost: 10,
    each: { startAt: 'Inner', states: { Inner: task() } },
    next: END,
  });
  const tasks = policy(machine({ definition: workflow({ One: map }) }), 'tasks');

  test('starts itself, follows and redrives the children of that map', () => {
    const execution = 'arn:aws:states:eu-central-1:123456789012:execution:dev-clear';
    expect(tasks).toMatchObject({
      StartItemsOfItself: { actions: ['states:StartExecution'], resources: [MACHINE_ARN] },
      FollowItems: {
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        resources: [`${execution}/Items:*`, `${execution}:*`],
      },
      RedriveItems: { actions: ['states:RedriveExecution'], resources: [`${execution}/Items:*`] },
      CallFunctions: { resources: [called().aliasArn] },
    });
  });

  test('reads and writes below its prefixes, and uses the key through S3 for that bucket', () => {
    expect(tasks).toMatchObject({
      ReadItems: { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::dev-batches/in/*'] },
      WriteResults: {
        actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
        resources: ['arn:aws:s3:::dev-batches/work/*'],
      },
      DecryptThroughS3: { actions: ['kms:Decrypt'], resources: [WORK.bucket.key.keyArn] },
      EncryptThroughS3: { actions: ['kms:GenerateDataKey'], resources: [WORK.bucket.key.keyArn] },
    });
    expect(tasks['DecryptThroughS3']?.['condition']).toEqual([
      {
        test: 'StringEquals',
        variable: 'kms:EncryptionContext:aws:s3:arn',
        values: ['arn:aws:s3:::dev-batches'],
      },
      { test: 'StringEquals', variable: 'kms:ViaService', values: ['s3.eu-central-1.amazonaws.com'] },
    ]);
    expect(Object.keys(tasks)).toHaveLength(8);
  });
});

describe('Using a state machine', () => {
  const start: Capability = {
    title: 'dev-clear: start',
    statements: [{ sid: 'StartDevClear', actions: ['states:StartExecution'], resources: [MACHINE_ARN] }],
    destinations: [{ kind: 'service', service: 'states' }],
    configuration: { stateMachineArn: MACHINE_ARN },
  };
  const answer: Capability = {
    ...start,
    title: 'dev-clear: answer',
    statements: [
      {
        sid: 'AnswerTasksTokensAreNoResources',
        actions: ['states:SendTaskSuccess'],
        resources: ['*'],
        conditions: [
          { test: 'StringEqualsIfExists', variable: 'aws:ResourceAccount', values: [LOCATION.accountId] },
        ],
      },
    ],
  };

  test.each(['made', 'imported', 'not made yet'])('that is %s', (which) => {
    synthesizeAws((stack) => {
      const made = () => new StateMachine(stack, 'clear', PROPS);
      const byName = StateMachine.fromName(LOCATION, 'dev-clear');
      const used =
        which === 'made'
          ? made()
          : which === 'imported'
            ? StateMachine.fromAttributes(made().attributes())
            : byName;
      const accepted: Capability[] = [];
      const grantee = { accept: (capability: Capability) => accepted.push(capability) };
      used.grantStart(grantee);
      used.grantAnswer(grantee);
      expect(accepted).toEqual([start, answer]);
      expect(used.attributes()).toEqual(byName.attributes());
      expect(used.name).toBe('dev-clear');
    });
  });

  test('by name creates nothing and knows the ARN', () => {
    const machineByName = StateMachine.fromName(LOCATION, 'dev-clear');
    expect(machineByName.stateMachineArn).toBe(MACHINE_ARN);
    expect(StateMachine.logGroupOf('dev-clear')).toBe('/aws/vendedlogs/states/dev-clear');
  });
});

describe('StateMachine refuses', () => {
  test('everything that is wrong at once, definition and times included', () => {
    const call = () =>
      machine({
        name: 'a b',
        logKeyArn: '',
        logRetentionDays: 2,
        dataKeyReuseSeconds: 300,
        definition: workflow({ One: task({ next: 'X' }) }, { timeoutSeconds: 40 }),
      });
    expect(problemsOf(call)).toEqual([
      ['workflow-name', 'name'],
      ['workflow-log-key', 'logKeyArn'],
      ['workflow-log-retention', 'logRetentionDays'],
      ['workflow-data-key-reuse', 'dataKeyReuseSeconds'],
      ['workflow-next', 'definition.states["One"].next'],
      ['workflow-endless', 'definition'],
      ['time-workflow', 'definition.timeoutSeconds'],
    ]);
  });

  test('an EXPRESS workflow whose log leaves something out', () => {
    const definition = workflow({ Done: succeed() }, { timeoutSeconds: 300 });
    expect(problemsOf(() => machine({ type: 'EXPRESS', logLevel: 'ERROR', definition }))).toEqual([
      ['workflow-log-level', 'logLevel'],
    ]);
  });

  test.each([59, 901, 60.5])('to use a data key for %d seconds', (dataKeyReuseSeconds) => {
    expect(problemsOf(() => machine({ executionKeyArn: 'arn:key', dataKeyReuseSeconds }))).toEqual([
      ['workflow-data-key-reuse', 'dataKeyReuseSeconds'],
    ]);
  });

  test('what only asl-validator finds', () => {
    const wrong = workflow({ One: task({ inputPath: '$.[' }) });
    expect(problemsOf(() => machine({ definition: wrong }))).toContainEqual(['workflow-asl', 'definition']);
  });
});
