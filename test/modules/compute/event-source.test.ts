import type { TerraformStack } from 'cdktf';
import fc from 'fast-check';
import { EventSource, type EventSourceProps } from '../../../modules/compute/event-source';
import { type IQueue, Queue, type QueueAttributes } from '../../../modules/messaging/queue';
import { synthesizeAws } from '../identity/aws-stack';
import { accessTo, KEY_ARN, LOCATION, PUBLISH, vpcFunction } from './fixtures';

function ownQueue(stack: TerraformStack, visibilityTimeoutSeconds = 180): Queue {
  return new Queue(stack, 'clearing', {
    name: 'dev-clearing',
    location: LOCATION,
    kmsKeyArn: KEY_ARN,
    visibilityTimeoutSeconds,
  });
}

function importedQueue(stack: TerraformStack, change: Partial<QueueAttributes> = {}): IQueue {
  return Queue.fromAttributes(stack, 'imported', {
    queueArn: 'arn:aws:sqs:eu-central-1:123456789012:dev-clearing',
    queueUrl: 'url',
    kmsKeyArn: KEY_ARN,
    region: 'eu-central-1',
    visibilityTimeoutSeconds: 180,
    ...change,
  });
}

function eventSource(
  change: Partial<EventSourceProps> = {},
  queue: (stack: TerraformStack) => IQueue = ownQueue,
) {
  return synthesizeAws((stack) => {
    const made = new EventSource(stack, 'clearing-source', {
      queue: queue(stack),
      function: vpcFunction(stack),
      functionTimeoutSeconds: 30,
      ...change,
    });
    expect(made.mappingId).toBeTruthy();
  });
}

describe('EventSource by default', () => {
  const synthesized = eventSource();
  const block = synthesized.only('aws_lambda_event_source_mapping');

  test('gives ten messages at once to the alias, which answers what failed', () => {
    expect(block).toMatchObject({
      event_source_arn: expect.stringMatching(/^\$\{aws_sqs_queue\.clearing_queue\S+\.arn\}$/),
      function_name: expect.stringMatching(/^\$\{aws_lambda_alias\.\S+\.arn\}$/),
      batch_size: 10,
      maximum_batching_window_in_seconds: 0,
      function_response_types: ['ReportBatchItemFailures'],
      enabled: true,
      tags: { Name: expect.stringMatching(/-live$/) },
    });
    for (const absent of ['scaling_config', 'filter_criteria']) expect(block).not.toHaveProperty(absent);
  });

  test('lets the poller receive in the name of the role, with no way from the function to SQS', () => {
    const grants = Object.values(synthesized.resources('aws_iam_role_policy')).find(({ name }) =>
      String(name).endsWith('-grants'),
    );
    expect(synthesized.statements(grants?.['policy'])).toMatchObject([
      { sid: 'DecryptFromClearing', actions: ['kms:Decrypt'], resources: [KEY_ARN] },
      {
        sid: 'ReceiveFromClearing',
        actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      },
    ]);
    expect(synthesized.resources('aws_vpc_security_group_egress_rule')).toEqual({});
  });

  test('is made after all policies of the role', () => {
    const policies = Object.keys(synthesized.resources('aws_iam_role_policy')).map(
      (id) => `aws_iam_role_policy.${id}`,
    );
    expect(policies).toHaveLength(2);
    expect([...(block['depends_on'] as string[])].sort()).toEqual(policies.sort());
  });
});

describe('EventSource with everything', () => {
  test('keeps every prop', () => {
    const synthesized = eventSource(
      {
        batchSize: 100,
        batchingWindowSeconds: 5,
        maximumConcurrency: 4,
        reservedConcurrency: 4,
        filters: [
          { body: { 'detail-type': ['DepositReceived'] } },
          { body: { source: [{ prefix: 'a"b' }] } },
        ],
        enabled: false,
      },
      (stack) => ownQueue(stack, 185),
    );
    expect(synthesized.only('aws_lambda_event_source_mapping')).toMatchObject({
      batch_size: 100,
      maximum_batching_window_in_seconds: 5,
      scaling_config: { maximum_concurrency: 4 },
      filter_criteria: {
        filter: [
          { pattern: '${jsonencode({"body" = {"detail-type" = ["DepositReceived"]}})}' },
          { pattern: '${jsonencode({"body" = {"source" = [{"prefix" = "a\\"b"}]}})}' },
        ],
      },
      enabled: false,
    });
  });

  test('waits for grants that are made after it, too', () => {
    const synthesized = synthesizeAws((stack) => {
      const target = vpcFunction(stack, { access: accessTo(stack, 'events') });
      new EventSource(stack, 'source', {
        queue: importedQueue(stack),
        function: target,
        functionTimeoutSeconds: 30,
      });
      target.accept(PUBLISH);
    });
    expect(synthesized.only('aws_lambda_event_source_mapping')['depends_on']).toHaveLength(2);
  });
});

describe('EventSource of a queue of another stack', () => {
  test('takes the ARN and the visibility timeout from the attributes', () => {
    expect(eventSource({}, importedQueue).only('aws_lambda_event_source_mapping')).toMatchObject({
      event_source_arn: 'arn:aws:sqs:eu-central-1:123456789012:dev-clearing',
    });
  });

  test('is refused when the visibility timeout is not known', () => {
    expect(() =>
      eventSource({}, (stack) => importedQueue(stack, { visibilityTimeoutSeconds: undefined })),
    ).toThrow('[event-source-visibility-unknown]');
  });

  test('is refused for a FIFO queue', () => {
    expect(() => eventSource({}, (stack) => importedQueue(stack, { queueArn: 'arn:q.fifo' }))).toThrow(
      '[event-source-fifo]',
    );
  });
});

describe('The visibility timeout', () => {
  test.each([
    ['below that of the function', 29, 0, 'event-source-visibility-below-timeout', 180],
    ['below six times that', 179, 0, 'event-source-visibility', 180],
    ['below six times that and the window', 180, 5, 'event-source-visibility', 185],
  ])('%s is refused, with the right one as the fix', (_what, visibility, window, code, advised) => {
    const make = () => eventSource({ batchingWindowSeconds: window }, (stack) => ownQueue(stack, visibility));
    expect(make).toThrow(`[${code}]`);
    expect(make).toThrow(`Give the queue ${advised}`);
    expect(make).toThrow(/1 problem\b/);
  });

  test('is right exactly from six times the timeout plus the window', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 43_200 }),
        (functionTimeoutSeconds, batchingWindowSeconds, visibility) => {
          const make = () =>
            eventSource({ functionTimeoutSeconds, batchingWindowSeconds }, (stack) =>
              importedQueue(stack, { visibilityTimeoutSeconds: visibility }),
            );
          if (visibility >= 6 * functionTimeoutSeconds + batchingWindowSeconds) expect(make).not.toThrow();
          else expect(make).toThrow('[event-source-visibility');
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('The maximum concurrency', () => {
  test.each([
    ['above the reserved one', { maximumConcurrency: 5, reservedConcurrency: 4 }, 'Give at most 4'],
    ['missing where some is reserved', { reservedConcurrency: 4 }, 'Give at most 4'],
    ['with one reserved', { maximumConcurrency: 2, reservedConcurrency: 1 }, 'Reserve at least 2'],
  ])('%s is refused', (_what, change, fix) => {
    expect(() => eventSource(change)).toThrow('[event-source-reserved-concurrency]');
    expect(() => eventSource(change)).toThrow(fix);
  });

  test.each([
    ['equal to the reserved one', { maximumConcurrency: 4, reservedConcurrency: 4 }],
    ['of a function that is stopped', { maximumConcurrency: 4, reservedConcurrency: 0 }],
    ['without any reserved', { maximumConcurrency: 1000 }],
  ])('%s is right', (_what, change) => {
    expect(() => eventSource(change)).not.toThrow();
  });
});

describe('EventSource refuses', () => {
  test.each<[string, Partial<EventSourceProps>, string]>([
    ['no message', { batchSize: 0 }, 'event-source-batch'],
    ['10,001 messages', { batchSize: 10_001, batchingWindowSeconds: 1 }, 'event-source-batch'],
    ['a large batch at once', { batchSize: 11 }, 'event-source-batch-window'],
    ['a window of ten minutes', { batchingWindowSeconds: 600 }, 'event-source-window'],
    ['one call at once', { maximumConcurrency: 1 }, 'event-source-concurrency'],
    ['1,001 calls at once', { maximumConcurrency: 1001 }, 'event-source-concurrency'],
    ['half a second for the function', { functionTimeoutSeconds: 0.5 }, 'event-source-function-timeout'],
    ['six filters', { filters: Array(6).fill({ body: { a: ['b'] } }) }, 'event-source-filters'],
  ])('%s', (_what, change, code) => {
    expect(() => eventSource(change)).toThrow(`[${code}]`);
  });

  test('everything that is wrong at once', () => {
    expect(() => eventSource({ batchSize: 0, maximumConcurrency: 1, functionTimeoutSeconds: 0 })).toThrow(
      /3 problems/,
    );
  });
});
