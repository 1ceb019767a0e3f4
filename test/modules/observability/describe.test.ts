import { describeApi } from '../../../modules/observability/describe-api';
import { describeDatabase } from '../../../modules/observability/describe-database';
import { describeFunction, type FunctionSubject } from '../../../modules/observability/describe-function';
import { describeMetrics } from '../../../modules/observability/describe-metric';
import { describeAddresses, describeNatGateway } from '../../../modules/observability/describe-network';
import { describeQueue } from '../../../modules/observability/describe-queue';
import { describeStateMachine } from '../../../modules/observability/describe-state-machine';
import { type AlarmDescription, isExpression, type Subject } from '../../../modules/observability/metric';
import { problemsOf } from '../data/support';

const idsOf = ({ alarms }: Subject) => alarms.map(({ id }) => id);
function alarm(subject: Subject, id: string): AlarmDescription {
  const found = subject.alarms.find((each) => each.id === id);
  if (!found) throw new Error(`no alarm ${id} among ${idsOf(subject).join(', ')}`);
  return found;
}
const metricName = ({ measure }: AlarmDescription) =>
  isExpression(measure) ? Object.values(measure.metrics).map(({ name }) => name) : measure.name;

describe('describeFunction', () => {
  const FUNCTION: FunctionSubject = { name: 'dev-submit', timeoutSeconds: 27 };

  test('by default: errors, throttles, and a duration near the time limit', () => {
    const subject = describeFunction(FUNCTION);
    expect(idsOf(subject)).toEqual(['errors', 'throttles', 'duration']);
    expect(alarm(subject, 'errors')).toMatchObject({
      measure: {
        namespace: 'AWS/Lambda',
        name: 'Errors',
        dimensions: { FunctionName: 'dev-submit' },
        statistic: 'Sum',
      },
      comparison: 'above',
      threshold: 0,
    });
    expect(alarm(subject, 'duration')).toMatchObject({ measure: { statistic: 'p99' }, threshold: 21_600 });
    expect(subject.graphs.map(({ title }) => title)).toEqual([
      'Invocations, errors, throttles',
      'Duration, ms',
      'Running at once',
    ]);
    expect(subject.graphs[1]?.limit).toEqual({ label: 'Time limit', value: 27_000 });
  });

  test('GIVEN a caller that retries THEN only mostly failing is an alarm', () => {
    const errors = alarm(describeFunction({ ...FUNCTION, retriedByCaller: true }), 'errors');
    expect(errors).toMatchObject({ comparison: 'at-least', threshold: 50, evaluationPeriods: 3 });
    expect(metricName(errors)).toEqual(['Errors', 'Invocations']);
  });

  test.each([
    [100, 80],
    [5, 4],
  ])('GIVEN a reservation of %d THEN an alarm at %d', (reservedConcurrency, threshold) => {
    const subject = describeFunction({ ...FUNCTION, reservedConcurrency });
    expect(alarm(subject, 'concurrency')).toMatchObject({ comparison: 'at-least', threshold });
    expect(subject.graphs[2]?.limit?.value).toBe(reservedConcurrency);
  });

  test.each([0, 1, 4])(
    'GIVEN a reservation of %d, which one call fills, THEN throttles tell',
    (reservedConcurrency) => {
      expect(idsOf(describeFunction({ ...FUNCTION, reservedConcurrency }))).not.toContain('concurrency');
    },
  );

  test('GIVEN asynchronous calls THEN the age, the loss, and the loss of what was lost', () => {
    const subject = describeFunction({ ...FUNCTION, asynchronous: true });
    expect(idsOf(subject).slice(3)).toEqual(['async-age', 'async-dropped', 'failure-destination']);
    expect(metricName(alarm(subject, 'failure-destination'))).toEqual([
      'DestinationDeliveryFailures',
      'DeadLetterErrors',
    ]);
  });

  test('GIVEN a stream THEN its lag', () => {
    const subject = describeFunction({ ...FUNCTION, streamLagLimitSeconds: 60 });
    expect(alarm(subject, 'iterator-age')).toMatchObject({
      measure: { name: 'IteratorAge' },
      threshold: 60_000,
    });
  });

  test.each([
    [60, 300],
    [3600, 7200],
    [43_200, 86_400],
  ])('GIVEN a schedule of %d s THEN silence over %d s is an alarm', (everySeconds, periodSeconds) => {
    expect(alarm(describeFunction({ ...FUNCTION, everySeconds }), 'not-run')).toMatchObject({
      measure: { name: 'Invocations' },
      comparison: 'below',
      threshold: 1,
      periodSeconds,
      missingData: 'alarming',
    });
  });

  test.each([0, 59, 43_201, Number.NaN])('GIVEN a schedule of %d s THEN it is refused', (everySeconds) => {
    expect(problemsOf(() => describeFunction({ ...FUNCTION, everySeconds }))).toEqual([
      ['alarm-schedule-interval', 'everySeconds'],
    ]);
  });
});

describe('describeQueue', () => {
  test('by default: a message that waits for five minutes', () => {
    const subject = describeQueue({ name: 'dev-clearing' });
    expect(idsOf(subject)).toEqual(['age']);
    expect(alarm(subject, 'age')).toMatchObject({
      measure: {
        namespace: 'AWS/SQS',
        name: 'ApproximateAgeOfOldestMessage',
        dimensions: { QueueName: 'dev-clearing' },
      },
      threshold: 300,
    });
  });

  test('GIVEN dead letters and a limit THEN both are watched and drawn', () => {
    const subject = describeQueue({ name: 'q', deadLetterName: 'q-dead', ageLimitSeconds: 60 });
    expect(alarm(subject, 'age').threshold).toBe(60);
    expect(alarm(subject, 'dead-letters')).toMatchObject({
      measure: { dimensions: { QueueName: 'q-dead' } },
      threshold: 0,
    });
    expect(subject.graphs[0]?.measures).toHaveLength(3);
    expect(subject.graphs[1]?.limit?.value).toBe(60);
  });

  test('GIVEN a queue of failures THEN that anything is in it', () => {
    const subject = describeQueue({ name: 'failures', holdsFailures: true });
    expect(idsOf(subject)).toEqual(['failures']);
    expect(subject.graphs[1]).not.toHaveProperty('limit');
  });
});

test('describeStateMachine: every failure is a technical one', () => {
  const subject = describeStateMachine({ name: 'dev-clear', arn: 'arn:machine' });
  expect(subject.alarms.map((each) => [each.id, metricName(each), each.threshold])).toEqual([
    ['failed', 'ExecutionsFailed', 0],
    ['timed-out', 'ExecutionsTimedOut', 0],
    ['throttled', 'ExecutionThrottled', 0],
  ]);
  expect(alarm(subject, 'failed').measure).toMatchObject({
    namespace: 'AWS/States',
    dimensions: { StateMachineArn: 'arn:machine' },
  });
});

test('describeApi: the share of failed requests, and the slowest of a hundred', () => {
  expect(alarm(describeApi({ name: 'dev', stageName: 'live' }), 'server-errors')).toMatchObject({
    measure: { name: '5XXError', statistic: 'Average', dimensions: { ApiName: 'dev', Stage: 'live' } },
    threshold: 0.01,
  });
  const custom = describeApi({
    name: 'dev',
    stageName: 'live',
    latencyLimitMilliseconds: 500,
    errorLimitPercent: 5,
  });
  expect([alarm(custom, 'server-errors').threshold, alarm(custom, 'latency').threshold]).toEqual([0.05, 500]);
});

test('describeDatabase: capacity, commits, deadlocks', () => {
  const subject = describeDatabase({ name: 'dev-ledger', maxCapacityUnits: 8 });
  expect(idsOf(subject)).toEqual(['capacity', 'commit-latency', 'deadlocks']);
  expect(alarm(subject, 'commit-latency').threshold).toBe(100);
  const custom = describeDatabase({ name: 'x', maxCapacityUnits: 8, commitLimitMilliseconds: 20 });
  expect(alarm(custom, 'commit-latency').threshold).toBe(20);
});

test('describeNatGateway: ports and dropped packets', () => {
  const subject = describeNatGateway({ name: 'dev-nat-a', natGatewayId: 'nat-1' });
  expect(subject.alarms.map(metricName)).toEqual([
    'ErrorPortAllocation',
    ['PacketsDropCount', 'PacketsInFromSource', 'PacketsInFromDestination'],
  ]);
});

test('describeAddresses: 80 % of the quota, once a day', () => {
  const measure = {
    namespace: 'AWS/EC2',
    name: 'NetworkAddressUsage',
    dimensions: { 'Per-VPC Metrics': 'vpc-1' },
  };
  expect(alarm(describeAddresses({ name: 'dev-vpc', vpcId: 'vpc-1' }), 'addresses')).toMatchObject({
    measure,
    threshold: 51_200,
    periodSeconds: 86_400,
  });
  expect(alarm(describeAddresses({ name: 'v', vpcId: 'v', quotaUnits: 1000 }), 'addresses').threshold).toBe(
    800,
  );
});

describe('describeMetrics', () => {
  const metric = {
    namespace: 'Deposits',
    name: 'OutboxPoisonRows',
    dimensions: { FunctionName: 'dev-relay-outbox' },
    statistic: 'Maximum',
  } as const;
  const words = { what: 'Events lie in the outbox that nobody can read.', first: 'Read one of them.' };

  test('by default: that there is any', () => {
    const subject = describeMetrics({ name: 'dev-outbox', watched: [{ id: 'poison', metric, ...words }] });
    expect(subject).toMatchObject({
      kind: 'OutboxPoisonRows',
      alarms: [{ id: 'poison', measure: metric, comparison: 'above', threshold: 0 }],
      graphs: [{ title: 'OutboxPoisonRows', measures: [metric] }],
    });
    expect(subject.graphs[0]).not.toHaveProperty('limit');
  });

  test('with a limit, a period and a label', () => {
    const watched = [
      { id: 'age', metric: { ...metric, label: 'Age, s' }, limit: 300, periodSeconds: 60, ...words },
    ];
    expect(describeMetrics({ name: 'dev-outbox', kind: 'Outbox', watched })).toMatchObject({
      kind: 'Outbox',
      alarms: [{ threshold: 300, periodSeconds: 60 }],
      graphs: [{ title: 'Age, s', limit: { value: 300 }, periodSeconds: 60 }],
    });
    expect(describeMetrics({ name: 'x', watched: [] })).toMatchObject({ kind: 'Metrics', alarms: [] });
  });
});
