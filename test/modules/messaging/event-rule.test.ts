import type { TerraformStack } from 'cdktf';
import { VpcFunction } from '../../../modules/compute/vpc-function';
import { EventBus } from '../../../modules/messaging/event-bus';
import type { EventInput } from '../../../modules/messaging/event-input';
import { EventRule, type EventRuleProps, eventRuleArn } from '../../../modules/messaging/event-rule';
import { Queue } from '../../../modules/messaging/queue';
import { Topic } from '../../../modules/messaging/topic';
import type { Synthesized } from '../../support/synth';
import { synthesizeAws } from '../identity/aws-stack';
import { KEY_ARN, LOCATION, policyOf, queue, undelivered } from './support';

const MACHINE_ARN = 'arn:aws:states:eu-central-1:123456789012:stateMachine:dev-process-batch';
const RULE_ARN = 'arn:aws:events:eu-central-1:123456789012:rule/dev-deposits/dev-clearing';
const DEFAULT_RULE_ARN = 'arn:aws:events:eu-central-1:123456789012:rule/dev-clearing';
const matches = { source: 'deposits', detailTypes: ['DepositReceived'] };

function eventRule(stack: TerraformStack, change: Partial<EventRuleProps> = {}): EventRule {
  return new EventRule(stack, 'clearing', {
    name: 'dev-clearing',
    location: LOCATION,
    bus: EventBus.fromAttributes(stack, 'deposits', { busArn: 'arn:bus', busName: 'dev-deposits' }),
    matches,
    ...change,
  });
}

/** A rule with a queue as its target. */
function toQueue(
  change: Partial<EventRuleProps> = {},
  options: { input?: EventInput; maximumEventAgeSeconds?: number; retryAttempts?: number } = {},
): Synthesized {
  return synthesizeAws((stack) => {
    eventRule(stack, change).addQueue('queue', {
      queue: queue(stack, 'clearing-queue'),
      deadLetters: undelivered(stack),
      ...options,
    });
  });
}

describe('EventRule by default', () => {
  test('matches source and types on the bus', () => {
    expect(toQueue().only('aws_cloudwatch_event_rule')).toMatchObject({
      name: 'dev-clearing',
      description: 'Events of dev-deposits for dev-clearing',
      event_bus_name: 'dev-deposits',
      event_pattern: '${jsonencode({"source" = ["deposits"], "detail-type" = ["DepositReceived"]})}',
      state: 'ENABLED',
      tags: { Name: 'dev-clearing' },
    });
  });
});

describe('EventRule with everything', () => {
  test('keeps every prop, with the types in one order', () => {
    const detail = { amount: { currency: ['EUR'] } };
    const synthesized = toQueue({
      description: 'Outcomes',
      enabled: false,
      matches: { source: 'deposits', detailTypes: ['DepositRejected', 'DepositCleared'], detail },
    });
    expect(synthesized.only('aws_cloudwatch_event_rule')).toMatchObject({
      description: 'Outcomes',
      state: 'DISABLED',
      event_pattern:
        '${jsonencode({"source" = ["deposits"], "detail-type" = ["DepositCleared", "DepositRejected"], "detail" = {"amount" = {"currency" = ["EUR"]}}})}',
    });
  });

  test('takes any pattern for events of AWS, with references in it', () => {
    const synthesized = synthesizeAws((stack) => {
      const bucketName = queue(stack, 'bucket').queueArn;
      eventRule(stack, {
        bus: 'default',
        matches: {
          pattern: {
            source: ['aws.s3'],
            'detail-type': ['Object Created'],
            detail: { bucket: { name: [bucketName] }, object: { key: [{ wildcard: 'incoming/*.jsonl' }] } },
          },
        },
      }).addStateMachine('start', { stateMachineArn: MACHINE_ARN, deadLetters: undelivered(stack) });
    });
    expect(synthesized.only('aws_cloudwatch_event_rule')).toMatchObject({
      event_bus_name: 'default',
      event_pattern: expect.stringMatching(
        /"bucket" = \{"name" = \[aws_sqs_queue\.bucket_queue\S+\.arn\]\}, "object" = \{"key" = \[\{"wildcard" = "incoming\/\*\.jsonl"\}\]\}/,
      ),
    });
    const trust = synthesized.statements(synthesized.only('aws_iam_role')['assume_role_policy']);
    expect(trust[0]).toMatchObject({ condition: [{}, { values: [DEFAULT_RULE_ARN] }] });
  });

  test('on a bus of the same stack is made after the bus, and policies do not wait for that', () => {
    const synthesized = synthesizeAws((stack) => {
      const bus = new EventBus(stack, 'bus', { name: 'dev-deposits' });
      const rule = eventRule(stack, { bus });
      rule.addQueue('queue', { queue: queue(stack, 'q'), deadLetters: undelivered(stack) });
    });
    expect(synthesized.only('aws_cloudwatch_event_rule')).toMatchObject({
      event_bus_name: expect.stringMatching(/^\$\{aws_cloudwatch_event_bus\.\S+\.name\}$/),
    });
    expect(policyOf(synthesized, 'dev-q')[1]).toMatchObject({ condition: [{ values: [RULE_ARN] }] });
  });
});

describe('A target', () => {
  test('is tried for a day, then goes to the dead letters', () => {
    expect(toQueue().only('aws_cloudwatch_event_target')).toMatchObject({
      rule: expect.stringMatching(/^\$\{aws_cloudwatch_event_rule\.\S+\.name\}$/),
      event_bus_name: expect.stringMatching(/^\$\{aws_cloudwatch_event_rule\.\S+\.event_bus_name\}$/),
      target_id: 'queue',
      arn: expect.stringMatching(/^\$\{aws_sqs_queue\.clearing-queue_\S+\.arn\}$/),
      retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
      dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\.undelivered_queue\S+\.arn\}$/) },
    });
  });

  test('gets the whole event, and has no role', () => {
    const target = toQueue().only('aws_cloudwatch_event_target');
    for (const absent of ['input_path', 'input_transformer', 'role_arn', 'depends_on']) {
      expect(target).not.toHaveProperty(absent);
    }
  });

  test('can be tried for less, and get a part of the event', () => {
    const options = { maximumEventAgeSeconds: 60, retryAttempts: 0, input: { path: '$.detail' } };
    expect(toQueue({}, options).only('aws_cloudwatch_event_target')).toMatchObject({
      retry_policy: { maximum_event_age_in_seconds: 60, maximum_retry_attempts: 0 },
      input_path: '$.detail',
    });
  });

  test('can get a text made from parts of the event', () => {
    const template = '{"depositId": <id>, "rule": "<aws.events.rule-arn>"}';
    expect(
      toQueue({}, { input: { template, paths: { id: '$.detail.depositId' } } }).only(
        'aws_cloudwatch_event_target',
      ),
    ).toMatchObject({
      input_transformer: { input_paths: { id: '$.detail.depositId' }, input_template: template },
    });
  });

  test.each(['dev-clearing-queue', 'dev-undelivered'])(
    'as a queue, and its dead letters, admit just the rule: %s',
    (name) => {
      expect(policyOf(toQueue(), name)).toMatchObject([
        { sid: 'DenyWithoutTls' },
        {
          sid: 'AdmitEvents',
          principals: [{ type: 'Service', identifiers: ['events.amazonaws.com'] }],
          condition: [{ test: 'ArnEquals', variable: 'aws:SourceArn', values: [RULE_ARN] }],
        },
      ]);
    },
  );

  test('as a topic admits just the rule', () => {
    const synthesized = synthesizeAws((stack) => {
      const topic = new Topic(stack, 'outcomes', {
        name: 'dev-outcomes',
        location: LOCATION,
        kmsKeyArn: KEY_ARN,
      });
      eventRule(stack).addTopic('topic', { topic, deadLetters: undelivered(stack) });
    });
    expect(synthesized.only('aws_cloudwatch_event_target')).toMatchObject({
      arn: expect.stringMatching(/^\$\{aws_sns_topic\.\S+\.arn\}$/),
    });
    expect(synthesized.statements(synthesized.only('aws_sns_topic')['policy'])[1]).toMatchObject({
      sid: 'AdmitEvents',
      actions: ['sns:Publish'],
      condition: [{ values: [RULE_ARN] }],
    });
  });

  test('as a function is its alias, which allows just the rule, before the target is made', () => {
    const synthesized = synthesizeAws((stack) => {
      const called = VpcFunction.fromAttributes(stack, 'function', {
        functionName: 'f',
        functionArn: 'arn:f',
        aliasName: 'live',
        aliasArn: 'arn:f:live',
        invokeArn: 'arn:invoke',
      });
      eventRule(stack).addFunction('call', { function: called, deadLetters: undelivered(stack) });
    });
    const permission = synthesized.only('aws_lambda_permission');
    expect(permission).toMatchObject({
      principal: 'events.amazonaws.com',
      source_arn: RULE_ARN,
      qualifier: 'live',
    });
    expect(permission).not.toHaveProperty('source_account');
    expect(synthesized.only('aws_cloudwatch_event_target')).toMatchObject({
      arn: 'arn:f:live',
      depends_on: [expect.stringMatching(/^aws_lambda_permission\./)],
    });
  });

  describe('as a state machine', () => {
    function toStateMachine(change: Partial<EventRuleProps> = {}, roleName?: string): Synthesized {
      return synthesizeAws((stack) => {
        eventRule(stack, change).addStateMachine('start-batch', {
          stateMachineArn: MACHINE_ARN,
          deadLetters: undelivered(stack),
          roleName,
        });
      });
    }

    test('is started by a role for just this rule, which can do nothing else', () => {
      const synthesized = toStateMachine();
      const role = synthesized.only('aws_iam_role');
      expect(role).toMatchObject({
        name: 'dev-clearing-start-batch',
        tags: { Name: 'dev-clearing-start-batch' },
      });
      expect(role).not.toHaveProperty('permissions_boundary');
      expect(synthesized.statements(role['assume_role_policy'])).toMatchObject([
        {
          actions: ['sts:AssumeRole'],
          principals: [{ type: 'Service', identifiers: ['events.amazonaws.com'] }],
          condition: [
            { test: 'StringEquals', variable: 'aws:SourceAccount', values: ['123456789012'] },
            { test: 'ArnEquals', variable: 'aws:SourceArn', values: [RULE_ARN] },
          ],
        },
      ]);
      expect(synthesized.statements(synthesized.only('aws_iam_role_policy')['policy'])).toEqual([
        {
          sid: 'StartStartBatch',
          effect: 'Allow',
          actions: ['states:StartExecution'],
          resources: [MACHINE_ARN],
        },
      ]);
      expect(synthesized.only('aws_cloudwatch_event_target')).toMatchObject({
        arn: MACHINE_ARN,
        role_arn: expect.stringMatching(/^\$\{aws_iam_role\.\S+\.arn\}$/),
        depends_on: [expect.stringMatching(/^aws_iam_role_policy\./)],
      });
    });

    test('can be started by a role with another name, in a boundary', () => {
      const permissionsBoundaryArn = 'arn:aws:iam::123456789012:policy/b';
      expect(toStateMachine({ permissionsBoundaryArn }, 'starter').only('aws_iam_role')).toMatchObject({
        name: 'starter',
        permissions_boundary: permissionsBoundaryArn,
      });
    });

    test('refuses a name that IAM would', () => {
      expect(() => toStateMachine({}, 'a'.repeat(65))).toThrow('[service-role-name]');
    });
  });
});

describe('The ARN of a rule', () => {
  test('is known before the rule, on a bus of the system and on the default one', () => {
    expect(eventRuleArn(LOCATION, 'dev-deposits', 'dev-clearing')).toBe(RULE_ARN);
    expect(EventRule.arnOf(LOCATION, 'default', 'dev-clearing')).toBe(DEFAULT_RULE_ARN);
  });

  test('lets a queue of another stack admit the rule', () => {
    synthesizeAws((stack) => {
      const rule = eventRule(stack);
      expect(rule.attributes()).toEqual({ ruleName: 'dev-clearing', ruleArn: RULE_ARN });
      const imported = (id: string, sourceArn: string) =>
        Queue.fromAttributes(stack, id, {
          queueArn: `arn:${id}`,
          queueUrl: 'url',
          kmsKeyArn: KEY_ARN,
          region: 'eu-central-1',
          senders: [{ service: 'events.amazonaws.com', sourceArn }],
        });
      const deadLetters = imported('open', RULE_ARN);
      expect(() => rule.addQueue('closed', { queue: imported('closed', 'arn:other'), deadLetters })).toThrow(
        '[queue-not-admitted]',
      );
      expect(() => rule.addQueue('open', { queue: queue(stack, 'own'), deadLetters })).not.toThrow();
    });
  });
});

describe('EventRule refuses', () => {
  const pattern = { source: ['aws.s3'] };
  test.each<[string, Partial<EventRuleProps>, string]>([
    ['a long name', { name: 'a'.repeat(65) }, 'event-rule-name'],
    ['a long description', { description: 'a'.repeat(513) }, 'event-rule-description'],
    ['any pattern on a bus of the system', { matches: { pattern } }, 'event-rule-pattern'],
    ['a pattern without a source', { bus: 'default', matches: { pattern: {} } }, 'event-rule-pattern-source'],
    [
      'a pattern with an empty source',
      { bus: 'default', matches: { pattern: { source: [] } } },
      'event-rule-pattern-source',
    ],
    ['a source of AWS', { matches: { ...matches, source: 'aws.s3' } }, 'event-rule-source'],
    ['no type', { matches: { ...matches, detailTypes: [] } }, 'event-rule-detail-types'],
    ['a type twice', { matches: { ...matches, detailTypes: ['A', 'A'] } }, 'event-rule-detail-types'],
    [
      'a long pattern',
      { matches: { ...matches, detail: { id: ['a'.repeat(2048)] } } },
      'event-rule-pattern-size',
    ],
  ])('%s', (_what, change, code) => {
    expect(() => toQueue(change)).toThrow(`[${code}]`);
  });

  test.each<[string, EventInput, string]>([
    ['a path that is none', { path: 'detail' }, 'event-input-path'],
    ['an empty template', { template: '', paths: {} }, 'event-input-template'],
    ['a template of Terraform', { template: '${aws}', paths: {} }, 'event-input-template'],
    ['a name of AWS', { template: '<aws-id>', paths: { 'aws-id': '$.id' } }, 'event-input-names'],
    ['a path in a name that is none', { template: '<id>', paths: { id: 'id' } }, 'event-input-path'],
    ['a path that is not used', { template: '"x"', paths: { id: '$.id' } }, 'event-input-agreement'],
    ['a name without a path', { template: '<id>', paths: {} }, 'event-input-agreement'],
  ])('for a target %s', (_what, input, code) => {
    expect(() => toQueue({}, { input })).toThrow(`[${code}]`);
  });

  test.each([
    ['an age of a second', { maximumEventAgeSeconds: 1 }, 'event-target-age'],
    ['186 attempts', { retryAttempts: 186 }, 'event-target-retries'],
  ])('for a target %s', (_what, options, code) => {
    expect(() => toQueue({}, options)).toThrow(`[${code}]`);
  });

  test('a target with a name that AWS would refuse', () => {
    synthesizeAws((stack) => {
      const [target, deadLetters] = [queue(stack, 'q'), undelivered(stack)];
      const rule = eventRule(stack);
      expect(() => rule.addQueue('to queue', { queue: target, deadLetters })).toThrow('[event-target-id]');
      rule.addQueue('q', { queue: target, deadLetters });
    });
  });

  test('a sixth target', () => {
    synthesizeAws((stack) => {
      const [target, deadLetters] = [queue(stack, 'q'), undelivered(stack)];
      const rule = eventRule(stack);
      for (const id of ['a', 'b', 'c', 'd', 'e']) rule.addQueue(id, { queue: target, deadLetters });
      expect(() => rule.addQueue('f', { queue: target, deadLetters })).toThrow('[event-rule-targets]');
    });
  });

  test('to be without a target', () => {
    expect(() => synthesizeAws((stack) => eventRule(stack))).toThrow('[event-rule-targets]');
  });
});
