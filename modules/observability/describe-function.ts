import { InvalidInputError } from '../core/errors';
import type { AlarmDescription, GraphDescription, Metric, Statistic, Subject } from './metric';

export interface FunctionSubject {
  /** The function's full name. */
  readonly name: string;
  /** The time limit, 1 to 900. */
  readonly timeoutSeconds: number;
  /** @default none: the account's unreserved pool */
  readonly reservedConcurrency?: number;
  /** Whether it is invoked asynchronously (by EventBridge, S3, SNS, Secrets Manager), through Lambda's own queue. @default false */
  readonly asynchronous?: boolean;
  /**
   * Whether whoever calls it retries, and has an alarm of its own when it gives up: a state machine. Single errors are
   * expected then; an alarm rises when half of all calls fail.
   *
   * @default false: every error counts
   */
  readonly retriedByCaller?: boolean;
  /** How far behind it may be, where it reads a stream. @default it reads no stream */
  readonly streamLagLimitSeconds?: number;
  /** How often it is called by a schedule. An alarm rises when it is not. @default by no schedule */
  readonly everySeconds?: number;
}

/** Below this there is nothing between "one more is possible" and "full", and throttles tell. */
const SMALLEST_WATCHED_CONCURRENCY = 5;
/** The longest an alarm looks back is a day; it takes two times the interval to be sure. */
const LONGEST_WATCHED_INTERVAL = 43_200;
/** How long Lambda's queue may keep an event before somebody should know. It gives up after six hours by itself. */
const ASYNCHRONOUS_AGE_LIMIT_MS = 15 * 60 * 1000;

/**
 * What is watched of a function, from what it is declared with.
 *
 * @throws InvalidInputError when a schedule is too slow for an alarm to notice its silence
 */
export function describeFunction(props: FunctionSubject): Subject {
  const { name } = props;
  return {
    name,
    kind: 'Function',
    alarms: [
      errors(props),
      throttles(name),
      duration(props),
      ...concurrency(props),
      ...asynchronous(props),
      ...stream(props),
      ...silence(props),
    ],
    graphs: graphs(props),
  };
}

function metric(functionName: string, name: string, statistic: Statistic, label?: string): Metric {
  return { namespace: 'AWS/Lambda', name, dimensions: { FunctionName: functionName }, statistic, label };
}

function errors({ name, retriedByCaller = false }: FunctionSubject): AlarmDescription {
  if (!retriedByCaller) {
    return {
      id: 'errors',
      measure: metric(name, 'Errors', 'Sum'),
      comparison: 'above',
      threshold: 0,
      what: 'Invocations ended with an error.',
      first: `Read the error lines of the log group /aws/lambda/${name} of the last quarter of an hour.`,
    };
  }
  return {
    id: 'errors',
    measure: {
      expression: '100 * errors / invocations',
      label: 'Errors, per cent',
      metrics: { errors: metric(name, 'Errors', 'Sum'), invocations: metric(name, 'Invocations', 'Sum') },
    },
    comparison: 'at-least',
    threshold: 50,
    evaluationPeriods: 3,
    what: 'Half of all invocations or more fail, and the retries of the caller will not mend that.',
    first: `Read the error lines of the log group /aws/lambda/${name}: what do they have in common?`,
  };
}

function throttles(name: string): AlarmDescription {
  return {
    id: 'throttles',
    measure: metric(name, 'Throttles', 'Sum'),
    comparison: 'above',
    threshold: 0,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    what: 'Lambda refuses invocations: the concurrency is used up.',
    first: 'Compare ConcurrentExecutions with the reserved concurrency, and with the quota of the account.',
  };
}

function duration({ name, timeoutSeconds }: FunctionSubject): AlarmDescription {
  return {
    id: 'duration',
    measure: metric(name, 'Duration', 'p99'),
    comparison: 'above',
    threshold: timeoutSeconds * 800,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    what: `One in a hundred invocations takes more than 80 % of the ${timeoutSeconds} seconds it has.`,
    first: 'Look at a trace of a slow invocation: which call waits?',
  };
}

function concurrency({ name, reservedConcurrency: reserved }: FunctionSubject): AlarmDescription[] {
  if (reserved === undefined || reserved < SMALLEST_WATCHED_CONCURRENCY) return [];
  return [
    {
      id: 'concurrency',
      measure: metric(name, 'ConcurrentExecutions', 'Maximum'),
      comparison: 'at-least',
      threshold: Math.floor(reserved * 0.8),
      evaluationPeriods: 3,
      what: `80 % of the reserved concurrency of ${reserved} is in use.`,
      first:
        'Is the load expected? Then raise the reservation in the contract; otherwise look at the duration.',
    },
  ];
}

function asynchronous(props: FunctionSubject): AlarmDescription[] {
  if (!props.asynchronous) return [];
  const { name } = props;
  const lost = { comparison: 'above', threshold: 0 } as const;
  return [
    {
      id: 'async-age',
      measure: metric(name, 'AsyncEventAge', 'Maximum'),
      comparison: 'above',
      threshold: ASYNCHRONOUS_AGE_LIMIT_MS,
      what: 'An event waits in the queue of Lambda for more than a quarter of an hour.',
      first: 'Look at errors and throttles of the function: events wait while it fails or is refused.',
    },
    {
      id: 'async-dropped',
      measure: metric(name, 'AsyncEventsDropped', 'Sum'),
      ...lost,
      what: 'Lambda gave up on events; they went to the failure destination, if there is one.',
      first: 'Look into the queue of failures, and read in the log why the last attempt failed.',
    },
    {
      id: 'failure-destination',
      measure: {
        expression: 'FILL(destination, 0) + FILL(letters, 0)',
        label: 'Failures not kept',
        metrics: {
          destination: metric(name, 'DestinationDeliveryFailures', 'Sum'),
          letters: metric(name, 'DeadLetterErrors', 'Sum'),
        },
      },
      ...lost,
      what: 'An event failed and could not be kept: it is lost.',
      first: 'Find it in the log by time, and check the role and the key of the failure destination.',
    },
  ];
}

function stream({ name, streamLagLimitSeconds: limit }: FunctionSubject): AlarmDescription[] {
  if (limit === undefined) return [];
  return [
    {
      id: 'iterator-age',
      measure: metric(name, 'IteratorAge', 'Maximum'),
      comparison: 'above',
      threshold: limit * 1000,
      evaluationPeriods: 3,
      what: `The function is more than ${limit} seconds behind its stream.`,
      first: 'Look for a record that fails again and again: it holds up its whole shard.',
    },
  ];
}

function silence({ name, everySeconds: every }: FunctionSubject): AlarmDescription[] {
  if (every === undefined) return [];
  if (!(every >= 60 && every <= LONGEST_WATCHED_INTERVAL)) {
    throw new InvalidInputError(name, [
      {
        code: 'alarm-schedule-interval',
        property: 'everySeconds',
        received: every,
        allowed: `60 to ${LONGEST_WATCHED_INTERVAL}: an alarm looks back for a day at most`,
        fix: 'Leave it out, and watch what the function does instead.',
      },
    ]);
  }
  return [
    {
      id: 'not-run',
      measure: metric(name, 'Invocations', 'Sum'),
      comparison: 'below',
      threshold: 1,
      periodSeconds: Math.max(300, Math.ceil((every * 2) / 60) * 60),
      missingData: 'alarming',
      what: `The function should run every ${every} seconds and does not.`,
      first: 'Is the schedule enabled, and may its role invoke the alias?',
    },
  ];
}

function graphs({
  name,
  timeoutSeconds,
  reservedConcurrency: reserved,
}: FunctionSubject): GraphDescription[] {
  return [
    {
      title: 'Invocations, errors, throttles',
      measures: [
        metric(name, 'Invocations', 'Sum'),
        metric(name, 'Errors', 'Sum'),
        metric(name, 'Throttles', 'Sum'),
      ],
      fromZero: true,
    },
    {
      title: 'Duration, ms',
      measures: [metric(name, 'Duration', 'p50', 'p50'), metric(name, 'Duration', 'p99', 'p99')],
      limit: { label: 'Time limit', value: timeoutSeconds * 1000 },
      fromZero: true,
    },
    {
      title: 'Running at once',
      measures: [metric(name, 'ConcurrentExecutions', 'Maximum')],
      ...(reserved !== undefined && { limit: { label: 'Reserved', value: reserved } }),
      fromZero: true,
    },
  ];
}
