import { Decimal } from '../decimal';
import { NotPriced, type Pricer, type Subject } from '../pricer';
import { HOURS_PER_MONTH } from '../prices/price-units';

/** Pollers that Lambda starts with for a queue, and the seconds that each waits for a message. */
const POLLERS = 5;
const POLL_SECONDS = 20;

/** SQS, SNS, EventBridge and its scheduler. */
export const messagingPricers: readonly Pricer[] = [
  {
    type: 'aws_sqs_queue',
    service: 'SQS',
    usage: [
      {
        key: 'messagesPerMonth',
        unit: 'messages',
        default: '100000',
        meaning: 'through the queue, 64 KB at most each',
      },
      {
        key: 'requestsPerMessage',
        unit: 'requests',
        default: '3',
        meaning: 'for each message: sent, received, deleted; fewer with batches',
      },
      {
        key: 'emptyReceivesPerMonth',
        unit: 'requests',
        default: 'configuration',
        meaning: `that find no message. Left out: 657,000 where Lambda polls the queue (${POLLERS} pollers, ${POLL_SECONDS} seconds each), else none`,
      },
    ],
    components: [
      {
        name: 'requests for messages',
        kind: 'usage',
        price: queuePrice,
        quantity: (subject) => subject.usage('messagesPerMonth').times(subject.usage('requestsPerMessage')),
      },
      {
        name: 'requests that find nothing',
        kind: 'usage',
        price: queuePrice,
        quantity: (subject) =>
          subject.given('emptyReceivesPerMonth') ??
          (isPolled(subject) ? Decimal.of((HOURS_PER_MONTH * 3600 * POLLERS) / POLL_SECONDS) : undefined),
      },
    ],
  },
  {
    type: 'aws_sns_topic',
    service: 'SNS',
    usage: [
      {
        key: 'messagesPerMonth',
        unit: 'messages',
        default: '100000',
        meaning: 'published, 64 KB at most each',
      },
    ],
    components: [
      {
        name: 'messages published',
        kind: 'usage',
        price: (subject) =>
          subject.flag('fifo_topic', false) === false
            ? 'sns.publish'
            : new NotPriced('the snapshot has no price of a FIFO topic'),
        quantity: (subject) => subject.usage('messagesPerMonth'),
      },
    ],
  },
  {
    type: 'aws_sns_topic_subscription',
    service: 'SNS',
    components: [
      {
        name: 'deliveries',
        kind: 'usage',
        price: () => new NotPriced('the snapshot has no price of deliveries other than to SQS and Lambda'),
        // To queues and functions SNS delivers free.
        quantity: (subject) => {
          const protocol = subject.text('protocol', '');
          if (protocol instanceof NotPriced) return protocol;
          return ['sqs', 'lambda', 'firehose'].includes(protocol) ? undefined : Decimal.ONE;
        },
      },
    ],
    notes: () => ['deliveries to SQS and Lambda are free'],
  },
  {
    type: 'aws_cloudwatch_event_bus',
    service: 'EventBridge',
    usage: [
      {
        key: 'eventsPerMonth',
        unit: 'events',
        default: '100000',
        meaning: 'of one’s own put on the bus, 64 KB at most each',
      },
    ],
    components: [
      {
        name: 'events',
        kind: 'usage',
        price: 'events.custom',
        quantity: (subject) => subject.usage('eventsPerMonth'),
      },
    ],
  },
  {
    type: 'aws_cloudwatch_event_archive',
    service: 'EventBridge',
    usage: [
      { key: 'archivedGbPerMonth', unit: 'GB', default: '0.1', meaning: 'events that the archive takes in' },
      {
        key: 'monthsKept',
        unit: 'months',
        default: '12',
        meaning: 'where the archive never forgets: for how many months it has kept',
      },
    ],
    components: [
      {
        name: 'events taken in',
        kind: 'usage',
        price: 'events.archive.gb',
        quantity: (subject) => subject.usage('archivedGbPerMonth'),
      },
      {
        name: 'events kept',
        kind: 'usage',
        price: 'events.archive.gb-month',
        quantity: (subject) => {
          const days = subject.number('retention_days', 0);
          if (days instanceof NotPriced) return days;
          const monthly = subject.usage('archivedGbPerMonth');
          return days.isZero
            ? monthly.times(subject.usage('monthsKept'))
            : monthly.times(days).times(24).dividedBy(HOURS_PER_MONTH);
        },
      },
    ],
  },
  {
    type: 'aws_scheduler_schedule',
    service: 'EventBridge Scheduler',
    usage: [
      {
        key: 'invocationsPerMonth',
        unit: 'invocations',
        default: 'configuration',
        meaning: 'made by the schedule. Left out: what a rate says; 730, one an hour, for a cron expression',
      },
    ],
    components: [
      {
        name: 'invocations',
        kind: 'usage',
        price: 'scheduler.invocation',
        quantity: (subject) => {
          const given = subject.given('invocationsPerMonth');
          if (given) return given;
          const expression = subject.text('schedule_expression', '');
          if (expression instanceof NotPriced) return expression;
          const state = subject.text('state', 'ENABLED');
          if (state instanceof NotPriced) return state;
          return state === 'DISABLED' ? undefined : invocationsOf(expression);
        },
      },
    ],
  },
];

function queuePrice(subject: Subject): 'sqs.standard.request' | 'sqs.fifo.request' | NotPriced {
  const fifo = subject.flag('fifo_queue', false);
  if (fifo instanceof NotPriced) return fifo;
  return fifo ? 'sqs.fifo.request' : 'sqs.standard.request';
}

function isPolled({ graph, resource }: Subject): boolean {
  return graph.referencesTo(resource).some(({ from }) => from.type === 'aws_lambda_event_source_mapping');
}

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** `rate(5 minutes)` is exact; of a cron expression nothing is computed, one an hour is taken. */
export function invocationsOf(expression: string): Decimal {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression.trim());
  if (!rate) return Decimal.of(/^at\(/.test(expression.trim()) ? 1 : HOURS_PER_MONTH);
  const minutes = Number(rate[1]) * (MINUTES[rate[2] ?? ''] ?? 1);
  return minutes === 0 ? Decimal.ZERO : Decimal.of(HOURS_PER_MONTH * 60).dividedBy(minutes);
}
