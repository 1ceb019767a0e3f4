import { Token } from 'cdktf';
import type { Problems } from '../core/errors';
import { checkRange } from '../core/ranges';

/** What has to agree between a queue, a function and the mapping between them. */
export interface LimitedEventSourceProps {
  readonly queueArn: string;
  /** Not known of a queue of another stack whose attributes do not say it. */
  readonly visibilityTimeoutSeconds?: number;
  readonly functionTimeoutSeconds: number;
  readonly reservedConcurrency?: number;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly maximumConcurrency?: number;
  readonly filterCount: number;
}

/** Lambda's own advice for the visibility timeout, in function timeouts. Source: "Configuring a queue to use with Lambda". */
export const VISIBILITY_FACTOR = 6;

/** Above it, Lambda demands a batching window of at least a second. */
const BATCH_WITHOUT_WINDOW = 10;

/** Filters of a mapping. Source: Lambda, "Event filtering": five by default, ten on request. */
const MAX_FILTERS = 5;

/** Records everything that Lambda would refuse or that would lose or repeat messages. Limits: `CreateEventSourceMapping`. */
export function checkEventSource(problems: Problems, props: LimitedEventSourceProps): void {
  const { queueArn, batchSize, batchingWindowSeconds, filterCount } = props;
  problems.check(Token.isUnresolved(queueArn) || !queueArn.endsWith('.fifo'), {
    code: 'event-source-fifo',
    property: 'queue',
    received: queueArn,
    allowed: 'a standard queue',
    fix: 'Give a standard queue: limits and order of a FIFO queue are not kept here.',
  });
  checkRange(problems, {
    code: 'event-source-batch',
    property: 'batchSize',
    received: batchSize,
    least: 1,
    most: 10_000,
    service: 'Lambda',
  });
  checkRange(problems, {
    code: 'event-source-window',
    property: 'batchingWindowSeconds',
    received: batchingWindowSeconds,
    least: 0,
    most: 300,
    service: 'Lambda',
  });
  problems.check(batchSize <= BATCH_WITHOUT_WINDOW || batchingWindowSeconds >= 1, {
    code: 'event-source-batch-window',
    property: 'batchingWindowSeconds',
    received: batchingWindowSeconds,
    allowed: `at least 1 with more than ${BATCH_WITHOUT_WINDOW} messages in a batch`,
    fix: 'Give a window: Lambda collects large batches over time.',
  });
  problems.check(filterCount <= MAX_FILTERS, {
    code: 'event-source-filters',
    property: 'filters',
    received: filterCount,
    allowed: `at most ${MAX_FILTERS}`,
    fix: 'Put alternatives into one pattern.',
  });
  checkConcurrency(problems, props);
  checkTimes(problems, props);
}

/**
 * The poller starts five calls at once and adds more while there are messages. Where the function may not run as often,
 * calls are throttled, their messages become visible again unprocessed, and end in the dead-letter queue without
 * having been looked at.
 */
function checkConcurrency(
  problems: Problems,
  { maximumConcurrency, reservedConcurrency }: LimitedEventSourceProps,
): void {
  checkRange(problems, {
    code: 'event-source-concurrency',
    property: 'maximumConcurrency',
    received: maximumConcurrency,
    least: 2,
    most: 1000,
    service: 'Lambda',
  });
  // None at all is how a function is stopped in need.
  if (reservedConcurrency === undefined || reservedConcurrency === 0) return;
  problems.check(maximumConcurrency !== undefined && maximumConcurrency <= reservedConcurrency, {
    code: 'event-source-reserved-concurrency',
    property: 'maximumConcurrency',
    received: maximumConcurrency,
    allowed: `at most the function's reserved concurrency, ${reservedConcurrency}`,
    fix:
      reservedConcurrency < 2
        ? 'Reserve at least 2: Lambda offers no smaller limit for a queue.'
        : `Give at most ${reservedConcurrency}, or reserve more: what is throttled goes to the dead letters unprocessed.`,
  });
}

function checkTimes(problems: Problems, props: LimitedEventSourceProps): void {
  const { visibilityTimeoutSeconds: visible, functionTimeoutSeconds, batchingWindowSeconds } = props;
  const wholeTimeout = checkRange(problems, {
    code: 'event-source-function-timeout',
    property: 'functionTimeoutSeconds',
    received: functionTimeoutSeconds,
    least: 1,
    most: 900,
    service: 'Lambda',
  });
  const known = problems.check(visible !== undefined, {
    code: 'event-source-visibility-unknown',
    property: 'queue.visibilityTimeoutSeconds',
    received: visible,
    allowed: 'a number of seconds',
    fix: 'Give it among the attributes of the imported queue.',
  });
  if (!wholeTimeout || !known || visible === undefined) return;
  const advised = VISIBILITY_FACTOR * functionTimeoutSeconds + batchingWindowSeconds;
  if (visible < functionTimeoutSeconds) {
    problems.add({
      code: 'event-source-visibility-below-timeout',
      property: 'queue.visibilityTimeoutSeconds',
      received: visible,
      allowed: `at least the function's timeout, ${functionTimeoutSeconds}`,
      fix: `Give the queue ${advised}: a message that becomes visible while it is worked on is worked on twice.`,
    });
  } else {
    problems.check(visible >= advised, {
      code: 'event-source-visibility',
      property: 'queue.visibilityTimeoutSeconds',
      received: visible,
      allowed: `at least ${VISIBILITY_FACTOR} times the function's timeout and the batching window, ${advised}`,
      fix: `Give the queue ${advised}, as AWS advises: Lambda then has time to try again when it is throttled.`,
    });
  }
}
