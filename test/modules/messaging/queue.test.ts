import type { Capability } from '../../../modules/core/capability';
import { Queue, type QueueProps } from '../../../modules/messaging/queue';
import { synthesizeAws } from '../identity/aws-stack';

const props: QueueProps = {
  name: 'dev-failures',
  location: { partition: 'aws', region: 'eu-central-1', accountId: '123456789012' },
  kmsKeyArn: 'arn:key',
};

function queue(change: Partial<QueueProps> = {}) {
  const synthesized = synthesizeAws((stack) => new Queue(stack, 'failures', { ...props, ...change }));
  const all = Object.values(synthesized.resources('aws_sqs_queue'));
  const main = all.find(({ name }) => name === 'dev-failures');
  const dead = all.find(({ name }) => name === 'dev-failures-dead');
  return { synthesized, main, dead };
}

describe('Queue without dead letters', () => {
  const { synthesized, main } = queue({ deadLetters: false, retentionSeconds: 1_209_600 });

  test('is one queue, which gives up on nothing', () => {
    expect(Object.keys(synthesized.resources('aws_sqs_queue'))).toHaveLength(1);
    expect(main).not.toHaveProperty('redrive_policy');
    expect(main).toMatchObject({ message_retention_seconds: 1_209_600, kms_master_key_id: 'arn:key' });
  });

  test('refuses a number of attempts, after which nothing would happen', () => {
    expect(() => queue({ deadLetters: false, maxReceiveCount: 3 })).toThrow(
      /queue-receive-count-without-dead-letters/,
    );
  });
});

describe('Queue by default', () => {
  const { synthesized, main, dead } = queue();

  test('is encrypted with the customer key, and so are its dead letters', () => {
    for (const block of [main, dead]) {
      expect(block).toMatchObject({ kms_master_key_id: 'arn:key', kms_data_key_reuse_period_seconds: 300 });
    }
  });

  test('hides a message for three minutes, keeps it for four days, waits for messages', () => {
    expect(main).toMatchObject({
      visibility_timeout_seconds: 180,
      message_retention_seconds: 345_600,
      receive_wait_time_seconds: 20,
    });
  });

  test('gives up after five attempts, to a queue for it alone that keeps messages for 14 days', () => {
    expect(main?.['redrive_policy']).toMatch(
      /^\$\{jsonencode\(\{"deadLetterTargetArn" = aws_sqs_queue\.\S+\.arn, "maxReceiveCount" = 5\}\)\}$/,
    );
    expect(dead?.['redrive_allow_policy']).toContain('arn:aws:sqs:eu-central-1:123456789012:dev-failures"');
    expect(dead?.['redrive_allow_policy']).toContain('byQueue');
    expect(dead).toMatchObject({ message_retention_seconds: 1_209_600 });
  });

  test.each([
    ['queue', main, 'arn:aws:sqs:eu-central-1:123456789012:dev-failures'],
    ['dead-letter queue', dead, 'arn:aws:sqs:eu-central-1:123456789012:dev-failures-dead'],
  ])('closes the %s to connections without TLS, and admits no service', (_which, block, arn) => {
    expect(synthesized.statements(block?.['policy'])).toMatchObject([
      {
        sid: 'DenyWithoutTls',
        effect: 'Deny',
        actions: ['sqs:*'],
        resources: [arn],
        principals: [{ type: '*', identifiers: ['*'] }],
        condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
      },
    ]);
  });
});

describe('Queue with everything', () => {
  test('keeps every prop, and admits each service for its sources', () => {
    // WHEN
    const { synthesized, main } = queue({
      visibilityTimeoutSeconds: 900,
      retentionSeconds: 60,
      maxReceiveCount: 1,
      senders: [
        { service: 'sns.amazonaws.com', sourceArn: 'arn:topic' },
        { service: 'events.amazonaws.com', sourceArn: 'arn:rule-a' },
        { service: 'events.amazonaws.com', sourceArn: 'arn:rule-b' },
      ],
    });

    // THEN
    expect(main).toMatchObject({ visibility_timeout_seconds: 900, message_retention_seconds: 60 });
    expect(main?.['redrive_policy']).toContain('"maxReceiveCount" = 1');
    expect(synthesized.statements(main?.['policy']).slice(1)).toMatchObject([
      {
        sid: 'AdmitEvents',
        actions: ['sqs:SendMessage'],
        principals: [{ type: 'Service', identifiers: ['events.amazonaws.com'] }],
        condition: [{ test: 'ArnEquals', variable: 'aws:SourceArn', values: ['arn:rule-a', 'arn:rule-b'] }],
      },
      { sid: 'AdmitSns' },
    ]);
  });
});

describe('Using a queue', () => {
  const statements = [
    { sid: 'SendToFailures', actions: ['sqs:SendMessage'], resources: ['arn:queue'] },
    {
      sid: 'EncryptForFailures',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['arn:key'],
      conditions: [
        { test: 'StringEquals', variable: 'kms:ViaService', values: ['sqs.eu-central-1.amazonaws.com'] },
      ],
    },
  ];
  const attributes = { queueArn: 'arn:queue', queueUrl: 'url', kmsKeyArn: 'arn:key', region: 'eu-central-1' };

  test('of another stack: sending takes the queue, its key and a way to SQS, and makes no resource', () => {
    const synthesized = synthesizeAws((stack) => {
      const imported = Queue.fromAttributes(stack, 'failures', attributes);
      expect(imported.use('send')).toEqual({
        title: 'failures: send',
        statements,
        destinations: [{ kind: 'service', service: 'sqs' }],
        configuration: { queueUrl: 'url' },
      });
      expect(imported.asFailureDestination()).toEqual({ destinationArn: 'arn:queue', statements });
      expect(imported).toMatchObject({ queueArn: 'arn:queue', queueUrl: 'url' });
    });
    expect(synthesized.json).not.toHaveProperty('resource');
  });

  test.each(['own', 'imported'])('grantSend gives the capability: %s', (which) => {
    synthesizeAws((stack) => {
      const accepted: Capability[] = [];
      const made =
        which === 'own'
          ? new Queue(stack, 'failures', props)
          : Queue.fromAttributes(stack, 'failures', attributes);
      made.grantSend({ accept: (capability) => accepted.push(capability) });
      expect(accepted).toEqual([made.use('send')]);
    });
  });

  test('of this stack: as a failure destination it needs no network path', () => {
    synthesizeAws((stack) => {
      const made = new Queue(stack, 'failures', props);
      expect(made.asFailureDestination()).toEqual({
        destinationArn: made.queueArn,
        statements: made.use('send').statements,
      });
    });
  });
});

describe('Receiving from a queue', () => {
  const attributes = { queueArn: 'arn:queue', queueUrl: 'url', kmsKeyArn: 'arn:key', region: 'eu-central-1' };

  test('takes what the poller does and its key, and no way from the VPC', () => {
    synthesizeAws((stack) => {
      expect(Queue.fromAttributes(stack, 'clearing', attributes).use('receive')).toEqual({
        title: 'clearing: receive',
        statements: [
          {
            sid: 'ReceiveFromClearing',
            actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
            resources: ['arn:queue'],
          },
          {
            sid: 'DecryptFromClearing',
            actions: ['kms:Decrypt'],
            resources: ['arn:key'],
            conditions: [
              {
                test: 'StringEquals',
                variable: 'kms:ViaService',
                values: ['sqs.eu-central-1.amazonaws.com'],
              },
            ],
          },
        ],
        destinations: [],
        configuration: {},
      });
    });
  });

  test.each(['own', 'imported'])('grantReceive gives the capability: %s', (which) => {
    synthesizeAws((stack) => {
      const accepted: Capability[] = [];
      const made =
        which === 'own'
          ? new Queue(stack, 'failures', props)
          : Queue.fromAttributes(stack, 'failures', attributes);
      made.grantReceive({ accept: (capability) => accepted.push(capability) });
      expect(accepted).toEqual([made.use('receive')]);
    });
  });
});

describe('Admitting a sender', () => {
  const rule = { service: 'events.amazonaws.com', sourceArn: 'arn:rule' };
  const attributes = { queueArn: 'arn:queue', queueUrl: 'url', kmsKeyArn: 'arn:key', region: 'eu-central-1' };

  test('after the queue was made adds to its policy, once and in one order', () => {
    // WHEN
    const policies = [
      ['arn:rule', 'arn:another'],
      ['arn:another', 'arn:rule', 'arn:rule'],
    ].map((sourceArns) => {
      const synthesized = synthesizeAws((stack) => {
        const made = new Queue(stack, 'failures', { ...props, deadLetters: false });
        for (const sourceArn of sourceArns) made.admit({ ...rule, sourceArn });
      });
      return synthesized.statements(synthesized.only('aws_sqs_queue')['policy']);
    });

    // THEN
    expect(policies[0]).toEqual(policies[1]);
    expect(policies[0]).toMatchObject([
      { sid: 'DenyWithoutTls' },
      { sid: 'AdmitEvents', condition: [{ values: ['arn:another', 'arn:rule'] }] },
    ]);
  });

  test('is known to another stack by the attributes', () => {
    synthesizeAws((stack) => {
      const made = new Queue(stack, 'failures', props);
      made.admit(rule);
      const imported = Queue.fromAttributes(stack, 'imported', made.attributes());
      expect(() => imported.admit(rule)).not.toThrow();
      expect(() => imported.admit({ ...rule, sourceArn: 'arn:other' })).toThrow('[queue-not-admitted]');
      expect(() => imported.admit({ ...rule, service: 'sns.amazonaws.com' })).toThrow('[queue-not-admitted]');
    });
  });

  test('is refused by a queue of another stack that admits nobody', () => {
    synthesizeAws((stack) => {
      expect(() => Queue.fromAttributes(stack, 'failures', attributes).admit(rule)).toThrow(
        '[queue-not-admitted]',
      );
    });
  });

  test.each([
    ['no service', { service: '123456789012', sourceArn: 'arn:a' }, 'queue-sender'],
    ['no source', { ...rule, sourceArn: '' }, 'queue-sender-source'],
    ['every source', { ...rule, sourceArn: '*' }, 'queue-sender-source'],
    [
      'every account',
      { ...rule, sourceArn: 'arn:aws:cloudwatch:eu-central-1:*:alarm:dev-*' },
      'queue-sender-source',
    ],
    [
      'every name',
      { ...rule, sourceArn: 'arn:aws:cloudwatch:eu-central-1:123456789012:*' },
      'queue-sender-source',
    ],
  ])('of %s is refused', (_what, sender, code) => {
    synthesizeAws((stack) => {
      expect(() => new Queue(stack, 'failures', props).admit(sender)).toThrow(`[${code}]`);
    });
  });
});

describe('The attributes of a queue', () => {
  test('name both queues plainly, for alarms, and the visibility timeout', () => {
    synthesizeAws((stack) => {
      const made = new Queue(stack, 'failures', { ...props, visibilityTimeoutSeconds: 60 });
      const attributes = made.attributes();
      expect(attributes).toMatchObject({
        queueName: 'dev-failures',
        deadLetterQueueName: 'dev-failures-dead',
        visibilityTimeoutSeconds: 60,
        deadLetterQueueArn: made.deadLetterQueueArn,
        deadLetterQueueUrl: made.deadLetterQueueUrl,
      });
      expect(attributes).not.toHaveProperty('senders');
      expect(Queue.fromAttributes(stack, 'imported', attributes)).toMatchObject({
        queueName: 'dev-failures',
        visibilityTimeoutSeconds: 60,
        deadLetterQueueName: 'dev-failures-dead',
        deadLetterQueueArn: made.deadLetterQueueArn,
        deadLetterQueueUrl: made.deadLetterQueueUrl,
      });
    });
  });

  test('name no dead-letter queue where there is none', () => {
    synthesizeAws((stack) => {
      const attributes = new Queue(stack, 'failures', { ...props, deadLetters: false }).attributes();
      expect(Object.keys(attributes).filter((key) => key.startsWith('deadLetter'))).toEqual([]);
    });
  });

  test('agree with the ARN that follows from the name', () => {
    expect(Queue.arnOf(props.location, 'dev-failures')).toBe(
      'arn:aws:sqs:eu-central-1:123456789012:dev-failures',
    );
  });
});

describe('Queue refuses', () => {
  test.each([
    ['a long name', { name: 'a'.repeat(76) }, 'queue-name'],
    ['a name with a dot', { name: 'a.fifo' }, 'queue-name'],
    ['no key', { kmsKeyArn: '' }, 'queue-key'],
    ['a visibility timeout of a day', { visibilityTimeoutSeconds: 86_400 }, 'queue-visibility-timeout'],
    ['a retention of a second', { retentionSeconds: 1 }, 'queue-retention'],
    ['no attempt', { maxReceiveCount: 0 }, 'queue-max-receive-count'],
    [
      'an account for a service',
      { senders: [{ service: '123456789012', sourceArn: 'arn:a' }] },
      'queue-sender',
    ],
    [
      'every rule of everybody',
      { senders: [{ service: 'events.amazonaws.com', sourceArn: '*' }] },
      'queue-sender-source',
    ],
  ])('%s', (_what, change, code) => {
    expect(() => queue(change)).toThrow(`[${code}]`);
  });

  test('everything that is wrong at once', () => {
    expect(() => queue({ name: '', kmsKeyArn: '', maxReceiveCount: 0 })).toThrow(/3 problems/);
  });
});
