import type { Problems } from '../core/errors';
import { checkRange } from '../core/ranges';
import { type Retrier, withRetryDefaults } from './states/retry';
import type { State } from './states/state';

/** Records what is wrong with the retriers and catchers of a state. */
export function checkErrorHandlers(problems: Problems, path: string, state: State): void {
  const retry = 'retry' in state ? (state.retry ?? []) : [];
  const catchers = 'catch' in state ? (state.catch ?? []) : [];
  checkOrder(problems, `${path}.retry`, retry);
  checkOrder(problems, `${path}.catch`, catchers);
  retry.forEach((retrier, index) => {
    checkRetrier(problems, `${path}.retry[${index}]`, retrier);
  });
}

/** `States.ALL` stands alone and last; an error that is named twice is handled by the first only. */
function checkOrder(
  problems: Problems,
  property: string,
  handlers: ReadonlyArray<{ readonly errors: readonly string[] }>,
): void {
  const named = new Set<string>();
  handlers.forEach(({ errors }, index) => {
    const at = `${property}[${index}].errors`;
    problems.check(errors.length > 0, {
      code: 'workflow-errors-none',
      property: at,
      received: errors,
      allowed: 'at least one error',
      fix: 'Name the errors; States.ALL stands for all of them.',
    });
    const isLast = index === handlers.length - 1;
    problems.check(!errors.includes('States.ALL') || (isLast && errors.length === 1), {
      code: 'workflow-errors-order',
      property: at,
      received: errors,
      allowed: 'States.ALL alone and last',
      fix: 'Move it to the end: what comes after it would never match.',
    });
    for (const error of errors) {
      problems.check(!named.has(error), {
        code: 'workflow-errors-twice',
        property: at,
        received: error,
        allowed: 'an error that no handler before it names',
        fix: 'Remove it: the first handler that names an error is the one that is used.',
      });
      named.add(error);
    }
  });
}

/** Limits: Amazon States Language, "Retry", and its fields' ranges in the developer guide, "Handling errors". */
function checkRetrier(problems: Problems, at: string, retrier: Retrier): void {
  const { intervalSeconds, backoffRate, maxAttempts } = withRetryDefaults(retrier);
  const { maxDelaySeconds } = retrier;
  checkRange(problems, {
    code: 'workflow-retry',
    property: `${at}.intervalSeconds`,
    received: intervalSeconds,
    least: 1,
    most: 99_999_999,
    service: 'Step Functions',
  });
  checkRange(problems, {
    code: 'workflow-retry',
    property: `${at}.maxAttempts`,
    received: maxAttempts,
    least: 0,
    most: 99_999_999,
    service: 'Step Functions',
  });
  if (maxDelaySeconds !== undefined) {
    checkRange(problems, {
      code: 'workflow-retry',
      property: `${at}.maxDelaySeconds`,
      received: maxDelaySeconds,
      least: intervalSeconds + 1,
      most: 31_622_400,
      service: 'Step Functions',
    });
  }
  problems.check(Number.isFinite(backoffRate) && backoffRate >= 1, {
    code: 'workflow-retry',
    property: `${at}.backoffRate`,
    received: backoffRate,
    allowed: 'a number of at least 1',
    fix: 'Use 2 to double the interval each time, 1 to keep it.',
  });
}
