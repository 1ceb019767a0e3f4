import type { Capability } from '../../../modules/core/capability';
import { EventBus, type EventBusProps } from '../../../modules/messaging/event-bus';
import { synthesizeAws } from '../identity/aws-stack';

const LOCATION = { partition: 'aws', region: 'eu-central-1', accountId: '123456789012' };
const BUS_ARN = 'arn:aws:events:eu-central-1:123456789012:event-bus/dev-deposits';

function bus(change: Partial<EventBusProps> = {}) {
  return synthesizeAws((stack) => new EventBus(stack, 'deposits', { name: 'dev-deposits', ...change }));
}

describe('EventBus by default', () => {
  test('is a bus and nothing else', () => {
    const synthesized = bus();
    expect(Object.keys(synthesized.json['resource'] as object)).toEqual(['aws_cloudwatch_event_bus']);
    const block = synthesized.only('aws_cloudwatch_event_bus');
    expect(block).toMatchObject({
      name: 'dev-deposits',
      description: 'Events of dev-deposits',
      tags: { Name: 'dev-deposits' },
    });
    expect(block).not.toHaveProperty('kms_key_identifier');
    expect(block).not.toHaveProperty('dead_letter_config');
  });
});

describe('EventBus with everything', () => {
  const synthesized = bus({
    description: 'Deposits',
    kmsKeyArn: 'arn:key',
    undecryptableEventsQueueArn: 'arn:queue',
    archive: { retentionDays: 30, acceptAwsOwnedKey: true },
    sources: ['deposits', 'clearing'],
    publisherAccountIds: ['210987654321', '111111111111'],
  });

  test('keeps every prop', () => {
    expect(synthesized.only('aws_cloudwatch_event_bus')).toMatchObject({
      description: 'Deposits',
      kms_key_identifier: 'arn:key',
      dead_letter_config: { arn: 'arn:queue' },
    });
    expect(synthesized.only('aws_cloudwatch_event_archive')).toMatchObject({
      name: 'dev-deposits',
      event_source_arn: expect.stringMatching(/^\$\{aws_cloudwatch_event_bus\.\S+\.arn\}$/),
      retention_days: 30,
    });
  });

  test('lets the other accounts publish, from the named sources only', () => {
    const { policy } = synthesized.only('aws_cloudwatch_event_bus_policy');
    expect(synthesized.statements(policy)).toMatchObject([
      {
        actions: ['events:PutEvents'],
        principals: [{ type: 'AWS', identifiers: ['111111111111', '210987654321'] }],
        condition: [{ test: 'StringEquals', variable: 'events:source', values: ['clearing', 'deposits'] }],
      },
    ]);
  });
});

describe('Publishing', () => {
  test.each([
    ['any source', undefined, []],
    [
      'named sources',
      ['deposits'],
      [{ test: 'StringEquals', variable: 'events:source', values: ['deposits'] }],
    ],
  ])(
    'to a bus of another stack, as %s, takes PutEvents and a way to EventBridge',
    (_what, sources, conditions) => {
      const synthesized = synthesizeAws((stack) => {
        const imported = EventBus.fromAttributes(stack, 'deposits', {
          busArn: BUS_ARN,
          busName: 'dev-deposits',
          sources,
        });
        expect(imported.use('publish')).toEqual({
          title: 'deposits: publish',
          statements: [
            { sid: 'PublishToDeposits', actions: ['events:PutEvents'], resources: [BUS_ARN], conditions },
          ],
          destinations: [{ kind: 'service', service: 'events' }],
          configuration: { busName: 'dev-deposits' },
        });
      });
      expect(synthesized.json).not.toHaveProperty('resource');
    },
  );

  test('to a bus with a customer key takes nothing of the key', () => {
    synthesizeAws((stack) => {
      const made = new EventBus(stack, 'deposits', { name: 'dev-deposits', kmsKeyArn: 'arn:key' });
      const actions = made.use('publish').statements.flatMap((statement) => statement.actions);
      expect(actions).toEqual(['events:PutEvents']);
    });
  });

  test.each(['own', 'imported'])('grantPublish gives the capability: %s', (which) => {
    synthesizeAws((stack) => {
      const accepted: Capability[] = [];
      const made =
        which === 'own'
          ? new EventBus(stack, 'deposits', { name: 'dev-deposits' })
          : EventBus.fromAttributes(stack, 'deposits', { busArn: BUS_ARN, busName: 'dev-deposits' });
      made.grantPublish({ accept: (capability) => accepted.push(capability) });
      expect(accepted).toEqual([made.use('publish')]);
    });
  });
});

describe('Publishing some types of events', () => {
  test('is limited by the detail-type, besides the source', () => {
    synthesizeAws((stack) => {
      const accepted: Capability[] = [];
      const made = new EventBus(stack, 'deposits', { name: 'dev-deposits', sources: ['deposits'] });
      made.grantPublish(
        { accept: (capability) => accepted.push(capability) },
        { detailTypes: ['DepositRejected', 'DepositCleared'] },
      );
      expect(accepted[0]?.statements[0]?.conditions).toEqual([
        { test: 'StringEquals', variable: 'events:source', values: ['deposits'] },
        {
          test: 'StringEquals',
          variable: 'events:detail-type',
          values: ['DepositCleared', 'DepositRejected'],
        },
      ]);
    });
  });

  test.each([
    ['none', []],
    ['a nameless one', ['']],
    ['a long one', ['a'.repeat(129)]],
  ])('but %s is refused, of an own and an imported bus', (_what, detailTypes) => {
    synthesizeAws((stack) => {
      const own = new EventBus(stack, 'deposits', { name: 'dev-deposits' });
      const imported = EventBus.fromAttributes(stack, 'imported', own.attributes());
      for (const made of [own, imported]) {
        expect(() => made.use('publish', { detailTypes })).toThrow('[event-bus-detail-types]');
      }
    });
  });
});

describe('The archive', () => {
  test('keeps only what matches, if asked', () => {
    const synthesized = bus({
      archive: { retentionDays: 7, matches: { source: 'deposits', detailTypes: ['B', 'A'] } },
    });
    expect(synthesized.only('aws_cloudwatch_event_archive')).toMatchObject({
      event_pattern: '${jsonencode({"source" = ["deposits"], "detail-type" = ["A", "B"]})}',
      description: 'Some events of dev-deposits, for replay',
    });
  });
});

describe('The attributes of a bus', () => {
  test('have its plain name and its sources', () => {
    synthesizeAws((stack) => {
      const made = new EventBus(stack, 'deposits', { name: 'dev-deposits', sources: ['deposits'] });
      expect(made.attributes()).toEqual({
        busArn: made.busArn,
        busName: 'dev-deposits',
        sources: ['deposits'],
      });
      expect(new EventBus(stack, 'other', { name: 'other' }).attributes()).not.toHaveProperty('sources');
    });
  });
});

describe('EventBus.keyStatements', () => {
  test('let EventBridge use the key for this bus of this account', () => {
    const [check, use] = EventBus.keyStatements(LOCATION, 'dev-deposits');
    expect(check).toMatchObject({ sid: 'CheckKeyForDevDeposits', actions: ['kms:DescribeKey'] });
    expect(use).toMatchObject({
      sid: 'EncryptEventsOfDevDeposits',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      principals: [{ type: 'Service', identifiers: ['events.amazonaws.com'] }],
      conditions: [
        { variable: 'aws:SourceAccount', values: ['123456789012'] },
        { variable: 'aws:SourceArn', values: [BUS_ARN] },
        { variable: 'kms:EncryptionContext:aws:events:event-bus:arn', values: [BUS_ARN] },
      ],
    });
  });
});

describe('EventBus refuses', () => {
  const archive = { retentionDays: 1 };
  test.each([
    ['the default bus', { name: 'default' }, 'event-bus-name'],
    ['a name of AWS', { name: 'aws.partner' }, 'event-bus-name'],
    ['a name with a slash', { name: 'a/b' }, 'event-bus-name'],
    ['a name too long for its archive', { name: 'a'.repeat(49), archive }, 'event-bus-name'],
    ['an archive for ever', { archive: { retentionDays: 0 } }, 'event-bus-archive-retention'],
    ['an archive with a lesser key in silence', { kmsKeyArn: 'arn:key', archive }, 'event-bus-archive-key'],
    [
      'an archive of nothing',
      { archive: { retentionDays: 1, matches: { source: 'deposits', detailTypes: [] } } },
      'event-bus-archive-detail-types',
    ],
    ['dead letters without a key', { undecryptableEventsQueueArn: 'arn:queue' }, 'event-bus-dead-letters'],
    ['a source of AWS', { sources: ['aws.s3'] }, 'event-bus-source'],
    ['a short account', { publisherAccountIds: ['123'] }, 'event-bus-account'],
  ])('%s', (_what, change, code) => {
    expect(() => bus(change)).toThrow(`[${code}]`);
  });

  test('but not a long name without an archive', () => {
    expect(() => bus({ name: 'a'.repeat(256) })).not.toThrow();
  });
});
