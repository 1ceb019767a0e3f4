import type { Capability } from '../../../modules/core/capability';
import { Queue } from '../../../modules/messaging/queue';
import type { SubscribeQueueProps } from '../../../modules/messaging/queue-subscription';
import { Topic, type TopicProps } from '../../../modules/messaging/topic';
import { synthesizeAws } from '../identity/aws-stack';
import { KEY_ARN, LOCATION, policyOf, queue, undelivered } from './support';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:dev-outcomes';
const props: TopicProps = { name: 'dev-outcomes', location: LOCATION, kmsKeyArn: KEY_ARN };
const attributes = { topicArn: TOPIC_ARN, kmsKeyArn: KEY_ARN, region: 'eu-central-1' };

function topic(change: Partial<TopicProps> = {}) {
  return synthesizeAws((stack) => new Topic(stack, 'outcomes', { ...props, ...change }));
}

describe('Topic by default', () => {
  const synthesized = topic();
  const block = synthesized.only('aws_sns_topic');

  test('is encrypted with the customer key', () => {
    expect(block).toMatchObject({
      name: 'dev-outcomes',
      kms_master_key_id: KEY_ARN,
      tags: { Name: 'dev-outcomes' },
    });
  });

  test('is closed without TLS, and admits no service', () => {
    expect(synthesized.statements(block['policy'])).toMatchObject([
      {
        sid: 'DenyWithoutTls',
        effect: 'Deny',
        actions: ['sns:Publish', 'sns:Subscribe'],
        resources: [TOPIC_ARN],
        principals: [{ type: '*', identifiers: ['*'] }],
        condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
      },
    ]);
  });
});

describe('Topic with everything', () => {
  test('admits each service for its sources, given at first or later', () => {
    const synthesized = synthesizeAws((stack) => {
      const made = new Topic(stack, 'outcomes', {
        ...props,
        senders: [{ service: 'events.amazonaws.com', sourceArn: 'arn:rule-b' }],
      });
      made.admit({ service: 'events.amazonaws.com', sourceArn: 'arn:rule-a' });
      made.admit({ service: 'cloudwatch.amazonaws.com', sourceArn: 'arn:alarm' });
    });
    const [, ...admissions] = synthesized.statements(synthesized.only('aws_sns_topic')['policy']);
    expect(admissions).toMatchObject([
      { sid: 'AdmitCloudwatch', actions: ['sns:Publish'], resources: [TOPIC_ARN] },
      {
        sid: 'AdmitEvents',
        principals: [{ type: 'Service', identifiers: ['events.amazonaws.com'] }],
        condition: [{ test: 'ArnEquals', variable: 'aws:SourceArn', values: ['arn:rule-a', 'arn:rule-b'] }],
      },
    ]);
  });
});

describe('A topic of another stack', () => {
  test('is published to with the topic, its key and a way to SNS, and makes no resource', () => {
    const synthesized = synthesizeAws((stack) => {
      const imported = Topic.fromAttributes(stack, 'outcomes', attributes);
      expect(imported.use('publish')).toEqual({
        title: 'outcomes: publish',
        statements: [
          { sid: 'PublishToOutcomes', actions: ['sns:Publish'], resources: [TOPIC_ARN] },
          {
            sid: 'EncryptForOutcomes',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [KEY_ARN],
            conditions: [
              {
                test: 'StringEquals',
                variable: 'kms:ViaService',
                values: ['sns.eu-central-1.amazonaws.com'],
              },
            ],
          },
        ],
        destinations: [{ kind: 'service', service: 'sns' }],
        configuration: { topicArn: TOPIC_ARN },
      });
    });
    expect(synthesized.json).not.toHaveProperty('resource');
  });

  test('tells by its attributes whom it admits', () => {
    synthesizeAws((stack) => {
      const rule = { service: 'events.amazonaws.com', sourceArn: 'arn:rule' };
      const made = new Topic(stack, 'outcomes', { ...props, senders: [rule] });
      expect(made.attributes()).toEqual({
        topicArn: made.topicArn,
        kmsKeyArn: KEY_ARN,
        region: 'eu-central-1',
        topicName: 'dev-outcomes',
        senders: [rule],
      });
      const imported = Topic.fromAttributes(stack, 'imported', made.attributes());
      expect(imported.topicName).toBe('dev-outcomes');
      expect(() => imported.admit(rule)).not.toThrow();
      expect(() => imported.admit({ ...rule, sourceArn: 'arn:other' })).toThrow('[topic-not-admitted]');
    });
  });

  test('can be subscribed to', () => {
    const synthesized = synthesizeAws((stack) => {
      Topic.fromAttributes(stack, 'outcomes', attributes).subscribeQueue('notifications', {
        queue: queue(stack, 'notifications'),
        deadLetters: undelivered(stack),
      });
    });
    expect(synthesized.only('aws_sns_topic_subscription')).toMatchObject({ topic_arn: TOPIC_ARN });
    expect(policyOf(synthesized, 'dev-notifications')[1]).toMatchObject({
      condition: [{ values: [TOPIC_ARN] }],
    });
  });
});

test.each(['own', 'imported'])('grantPublish gives the capability: %s', (which) => {
  synthesizeAws((stack) => {
    const accepted: Capability[] = [];
    const made =
      which === 'own'
        ? new Topic(stack, 'outcomes', props)
        : Topic.fromAttributes(stack, 'outcomes', attributes);
    made.grantPublish({ accept: (capability) => accepted.push(capability) });
    expect(accepted).toEqual([made.use('publish')]);
  });
});

describe('Topic.keyStatements', () => {
  test('let EventBridge use the key for just this topic, without the conditions that it does not support', () => {
    expect(Topic.keyStatements(LOCATION, 'dev-outcomes')).toEqual([
      {
        sid: 'LetEventsPublishToDevOutcomes',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        principals: [{ type: 'Service', identifiers: ['events.amazonaws.com'] }],
        conditions: [
          { test: 'StringEquals', variable: 'kms:EncryptionContext:aws:sns:topicArn', values: [TOPIC_ARN] },
        ],
      },
    ]);
  });

  test('ask another service for the account as well', () => {
    const [statement] = Topic.keyStatements(LOCATION, 'dev-outcomes', ['cloudwatch.amazonaws.com']);
    expect(statement?.conditions?.[0]).toEqual({
      test: 'StringEquals',
      variable: 'aws:SourceAccount',
      values: ['123456789012'],
    });
  });
});

function subscribed(change: Partial<SubscribeQueueProps> = {}) {
  return synthesizeAws((stack) => {
    const target = queue(stack, 'notifications');
    const { subscriptionArn } = new Topic(stack, 'outcomes', props).subscribeQueue('notifications', {
      queue: target,
      deadLetters: undelivered(stack),
      ...change,
    });
    expect(subscriptionArn).toBeTruthy();
  });
}

describe('A subscribed queue', () => {
  test('gets all messages as they were published, and what fails goes to the dead letters', () => {
    const block = subscribed().only('aws_sns_topic_subscription');
    expect(block).toMatchObject({
      protocol: 'sqs',
      topic_arn: expect.stringMatching(/^\$\{aws_sns_topic\.\S+\.arn\}$/),
      endpoint: expect.stringMatching(/^\$\{aws_sqs_queue\.notifications_queue\S+\.arn\}$/),
      raw_message_delivery: true,
      redrive_policy: expect.stringMatching(
        /^\$\{jsonencode\(\{"deadLetterTargetArn" = aws_sqs_queue\.undelivered_queue\S+\.arn\}\)\}$/,
      ),
    });
    expect(block).not.toHaveProperty('filter_policy');
    expect(block).not.toHaveProperty('filter_policy_scope');
  });

  test.each(['dev-notifications', 'dev-undelivered'])('admits just the topic: %s', (name) => {
    expect(policyOf(subscribed(), name)).toMatchObject([
      { sid: 'DenyWithoutTls' },
      {
        sid: 'AdmitSns',
        actions: ['sqs:SendMessage'],
        principals: [{ type: 'Service', identifiers: ['sns.amazonaws.com'] }],
        condition: [{ test: 'ArnEquals', variable: 'aws:SourceArn', values: [TOPIC_ARN] }],
      },
    ]);
  });

  test.each([
    ['body', undefined, 'MessageBody'],
    ['body', 'body', 'MessageBody'],
    ['attributes', 'attributes', 'MessageAttributes'],
  ] as const)('can get some messages, by their %s, in an envelope', (_what, scope, expected) => {
    const pattern = { 'detail-type': ['DepositCleared'], detail: { amount: [{ numeric: ['>', 5] }] } };
    expect(
      subscribed({ rawDelivery: false, filter: { scope, pattern } }).only('aws_sns_topic_subscription'),
    ).toMatchObject({
      raw_message_delivery: false,
      filter_policy:
        '${jsonencode({"detail-type" = ["DepositCleared"], "detail" = {"amount" = [{"numeric" = [">", 5]}]}})}',
      filter_policy_scope: expected,
    });
  });

  test.each([
    ['of nothing', {}],
    ['of a value that is no list', { a: { b: 'c' } }],
    ['of six fields', { a: ['1'], b: ['1'], c: ['1'], d: ['1'], e: { f: ['1'], g: ['1'] } }],
  ])('is not made with a filter %s', (_what, pattern) => {
    expect(() => subscribed({ filter: { pattern } })).toThrow('[subscription-filter]');
  });

  test('is not its own place for dead letters', () => {
    synthesizeAws((stack) => {
      const target = queue(stack, 'notifications');
      const made = new Topic(stack, 'outcomes', props);
      expect(() => made.subscribeQueue('notifications', { queue: target, deadLetters: target })).toThrow(
        '[subscription-dead-letters]',
      );
    });
  });

  test('of another stack must admit the topic, whose ARN is known before it is made', () => {
    synthesizeAws((stack) => {
      const made = new Topic(stack, 'outcomes', props);
      const imported = (id: string, senders: { service: string; sourceArn: string }[]) =>
        Queue.fromAttributes(stack, id, {
          queueArn: `arn:${id}`,
          queueUrl: 'url',
          kmsKeyArn: KEY_ARN,
          region: 'eu-central-1',
          senders,
        });
      const sender = { service: 'sns.amazonaws.com', sourceArn: Topic.arnOf(LOCATION, 'dev-outcomes') };
      const [open, closed] = [imported('open', [sender]), imported('closed', [])];
      const deadLetters = undelivered(stack);
      expect(() => made.subscribeQueue('closed', { queue: closed, deadLetters })).toThrow(
        '[queue-not-admitted]',
      );
      expect(() => made.subscribeQueue('open', { queue: open, deadLetters })).not.toThrow();
    });
  });
});

describe('Topic refuses', () => {
  test.each([
    ['a FIFO name', { name: 'a.fifo' }, 'topic-name'],
    ['a long name', { name: 'a'.repeat(257) }, 'topic-name'],
    ['no key', { kmsKeyArn: '' }, 'topic-key'],
    [
      'an account for a service',
      { senders: [{ service: '123456789012', sourceArn: 'arn:a' }] },
      'topic-sender',
    ],
    [
      'every rule',
      { senders: [{ service: 'events.amazonaws.com', sourceArn: 'arn:aws:events:*' }] },
      'topic-sender-source',
    ],
  ])('%s', (_what, change, code) => {
    expect(() => topic(change)).toThrow(`[${code}]`);
  });

  test('everything that is wrong at once', () => {
    expect(() => topic({ name: '', kmsKeyArn: '' })).toThrow(/2 problems/);
  });
});
