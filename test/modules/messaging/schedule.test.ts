import fc from 'fast-check';
import { VpcFunction } from '../../../modules/compute/vpc-function';
import { Schedule, type ScheduleProps } from '../../../modules/messaging/schedule';
import { ScheduleGroup } from '../../../modules/messaging/schedule-group';
import { synthesizeAws } from '../identity/aws-stack';
import { KEY_ARN, LOCATION, undelivered } from './support';

const GROUP_ARN = 'arn:aws:scheduler:eu-central-1:123456789012:schedule-group/dev';
const FUNCTION_ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:dev-relay';

function schedule(change: Partial<ScheduleProps> = {}) {
  return synthesizeAws((stack) => {
    const made = new Schedule(stack, 'relay', {
      name: 'dev-relay-schedule',
      location: LOCATION,
      group: new ScheduleGroup(stack, 'group', { name: 'dev', location: LOCATION }),
      expression: 'rate(1 minute)',
      function: VpcFunction.fromAttributes(stack, 'function', {
        functionName: 'dev-relay',
        functionArn: FUNCTION_ARN,
        aliasName: 'live',
        aliasArn: `${FUNCTION_ARN}:live`,
        invokeArn: 'arn:invoke',
      }),
      deadLetters: undelivered(stack),
      ...change,
    });
    expect(made.scheduleName).toBe(change.name ?? 'dev-relay-schedule');
    expect(made.scheduleArn).toBeTruthy();
  });
}

describe('Schedule by default', () => {
  const synthesized = schedule();

  test('calls the alias at the moment itself, in UTC, and tries for a day', () => {
    const block = synthesized.only('aws_scheduler_schedule');
    expect(block).toMatchObject({
      name: 'dev-relay-schedule',
      description: 'Calls a function by rate(1 minute)',
      group_name: expect.stringMatching(/^\$\{aws_scheduler_schedule_group\.\S+\.name\}$/),
      schedule_expression: 'rate(1 minute)',
      schedule_expression_timezone: 'UTC',
      state: 'ENABLED',
      flexible_time_window: { mode: 'OFF' },
      target: {
        arn: `${FUNCTION_ARN}:live`,
        role_arn: expect.stringMatching(/^\$\{aws_iam_role\.\S+\.arn\}$/),
        retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
        dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\.\S+\.arn\}$/) },
      },
      depends_on: [expect.stringMatching(/^aws_iam_role_policy\./)],
    });
    expect(block).not.toHaveProperty('kms_key_arn');
    expect(block['target']).not.toHaveProperty('input');
  });

  test('with a role that only Scheduler takes, for its group of this account', () => {
    const role = synthesized.only('aws_iam_role');
    expect(role).toMatchObject({ name: 'dev-relay-schedule', tags: { Name: 'dev-relay-schedule' } });
    expect(synthesized.statements(role['assume_role_policy'])).toMatchObject([
      {
        principals: [{ type: 'Service', identifiers: ['scheduler.amazonaws.com'] }],
        condition: [
          { test: 'StringEquals', variable: 'aws:SourceAccount', values: ['123456789012'] },
          { test: 'ArnEquals', variable: 'aws:SourceArn', values: [GROUP_ARN] },
        ],
      },
    ]);
  });

  test('which can call the alias and send to the dead letters, and nothing else', () => {
    expect(synthesized.statements(synthesized.only('aws_iam_role_policy')['policy'])).toMatchObject([
      { actions: ['lambda:InvokeFunction'], resources: [`${FUNCTION_ARN}:live`] },
      { actions: ['sqs:SendMessage'], resources: [expect.stringMatching(/undelivered/)] },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], condition: [{ variable: 'kms:ViaService' }] },
    ]);
  });
});

describe('Schedule with everything', () => {
  test('keeps every prop', () => {
    // WHEN
    const synthesized = schedule({
      description: 'Relays',
      expression: 'cron(0 2 * * ? *)',
      timeZone: 'Europe/Berlin',
      flexibleWindowMinutes: 15,
      input: { note: 'a "quoted" word' },
      maximumEventAgeSeconds: 60,
      retryAttempts: 0,
      kmsKeyArn: KEY_ARN,
      enabled: false,
      roleName: 'relay-role',
      permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/b',
      group: ScheduleGroup.fromName(LOCATION, 'dev'),
    });

    // THEN
    expect(synthesized.only('aws_scheduler_schedule')).toMatchObject({
      description: 'Relays',
      group_name: 'dev',
      schedule_expression: 'cron(0 2 * * ? *)',
      schedule_expression_timezone: 'Europe/Berlin',
      state: 'DISABLED',
      kms_key_arn: KEY_ARN,
      flexible_time_window: { mode: 'FLEXIBLE', maximum_window_in_minutes: 15 },
      target: {
        input: '${jsonencode({"note" = "a \\"quoted\\" word"})}',
        retry_policy: { maximum_event_age_in_seconds: 60, maximum_retry_attempts: 0 },
      },
    });
    expect(synthesized.only('aws_iam_role')).toMatchObject({
      name: 'relay-role',
      permissions_boundary: 'arn:aws:iam::123456789012:policy/b',
    });
    expect(synthesized.statements(synthesized.only('aws_iam_role_policy')['policy'])[3]).toMatchObject({
      sid: 'DecryptOwnInput',
      actions: ['kms:Decrypt'],
      resources: [KEY_ARN],
      condition: [
        {
          test: 'ArnEquals',
          variable: 'kms:EncryptionContext:aws:scheduler:schedule:arn',
          values: ['arn:aws:scheduler:eu-central-1:123456789012:schedule/dev/dev-relay-schedule'],
        },
      ],
    });
  });
});

describe('Schedule.keyStatements', () => {
  test('let the account use the key for the inputs of the group', () => {
    expect(Schedule.keyStatements(LOCATION, 'dev')).toEqual([
      {
        sid: 'EncryptInputsOfDev',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::123456789012:root'] }],
        conditions: [
          {
            test: 'ArnLike',
            variable: 'kms:EncryptionContext:aws:scheduler:schedule:arn',
            values: ['arn:aws:scheduler:eu-central-1:123456789012:schedule/dev/*'],
          },
        ],
      },
    ]);
  });
});

describe('ScheduleGroup', () => {
  test('has a name, and an ARN that is known before it is made', () => {
    const synthesized = synthesizeAws((stack) => {
      const made = new ScheduleGroup(stack, 'group', { name: 'dev', location: LOCATION });
      expect(made.groupArn).toBe(GROUP_ARN);
    });
    expect(synthesized.only('aws_scheduler_schedule_group')).toMatchObject({
      name: 'dev',
      tags: { Name: 'dev' },
    });
  });

  test('of another stack makes nothing', () => {
    expect(ScheduleGroup.fromName(LOCATION, 'dev')).toEqual({ groupName: 'dev', groupArn: GROUP_ARN });
  });

  test.each(['', 'a b', 'default', 'a'.repeat(65)])('refuses the name %p', (name) => {
    expect(() =>
      synthesizeAws((stack) => new ScheduleGroup(stack, 'group', { name, location: LOCATION })),
    ).toThrow('[schedule-group-name]');
  });
});

describe('The expression of a schedule', () => {
  test.each([
    'rate(5 minutes)',
    'rate(1 hour)',
    'rate(1 day)',
    'cron(0/15 8-17 ? * MON-FRI *)',
    'cron(0 0 L * ? *)',
    'cron(30 6 ? JAN,JUL 2#1 2027-2029)',
    'cron(*/10 * * * ? *)',
  ])('may be %s', (expression) => {
    expect(() => schedule({ expression })).not.toThrow();
  });

  test.each([
    'rate(0 minutes)',
    'rate(1 minutes)',
    'rate(2 hour)',
    'rate(1 week)',
    'rate( 1 minute )',
    '* * * * *',
    'cron(* * * * *)',
    'cron(0 2 * * * *)',
    'cron(0 2 ? * ? *)',
    'cron(0 2 * * ? * *)',
    'cron(a 2 * * ? *)',
    'at(2030-01-01T00:00:00)',
    'cron()',
    '',
  ])('may not be %p', (expression) => {
    expect(() => schedule({ expression })).toThrow('[schedule-expression]');
  });

  test('may be any whole number of minutes, hours or days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9999 }),
        fc.constantFrom('minute', 'hour', 'day'),
        (value, unit) => {
          expect(() => schedule({ expression: `rate(${value} ${unit}s)` })).not.toThrow();
          expect(() => schedule({ expression: `rate(${value} ${unit})` })).toThrow('[schedule-expression]');
        },
      ),
      { numRuns: 10 },
    );
  });
});

describe('Schedule refuses', () => {
  test.each<[string, Partial<ScheduleProps>, string]>([
    ['a name with a space', { name: 'a b' }, 'schedule-name'],
    ['a long description', { description: 'a'.repeat(513) }, 'schedule-description'],
    ['a time zone of nowhere', { timeZone: 'Europe/Atlantis' }, 'schedule-time-zone'],
    ['an offset for a time zone', { timeZone: '+02:00' }, 'schedule-time-zone'],
    ['a window of two days', { flexibleWindowMinutes: 2880 }, 'schedule-window'],
    ['no time to try', { maximumEventAgeSeconds: 0 }, 'schedule-age'],
    ['186 attempts', { retryAttempts: 186 }, 'schedule-retries'],
    ['a long name of the role', { roleName: 'a'.repeat(65) }, 'service-role-name'],
  ])('%s', (_what, change, code) => {
    expect(() => schedule(change)).toThrow(`[${code}]`);
  });

  test('everything that is wrong at once', () => {
    expect(() => schedule({ name: '', expression: '', timeZone: '' })).toThrow(/3 problems/);
  });
});
