import type { Problems } from '../core/errors';
import { type LongestTime, longestTime } from './longest-time';
import { innerSteps, type State, type Steps, type Workflow } from './states/state';
import { attemptSeconds } from './states/task';

/** The longest that an EXPRESS execution takes, the children of a distributed map included. Source: Step Functions quotas. */
export const EXPRESS_SECONDS = 300;
/** The longest that a STANDARD execution takes: a year. Source: Step Functions quotas. */
export const STANDARD_SECONDS = 31_536_000;

/**
 * Records where the times of a workflow contradict each other: a task that gives up before its function does, an
 * execution that ends before its longest way does.
 *
 * @param express whether it is an EXPRESS workflow
 */
export function checkWorkflowTimes(problems: Problems, workflow: Workflow, express = false): void {
  const { timeoutSeconds } = workflow;
  const most = express ? EXPRESS_SECONDS : STANDARD_SECONDS;
  problems.check(Number.isInteger(timeoutSeconds) && timeoutSeconds >= 1 && timeoutSeconds <= most, {
    code: 'time-workflow-limit',
    property: 'definition.timeoutSeconds',
    received: timeoutSeconds,
    allowed: `a whole number of seconds from 1 to ${most}`,
    fix: express
      ? 'Shorten it, or make the workflow STANDARD.'
      : 'Give the time in which every execution ends.',
  });
  const longest = longestTime(workflow);
  problems.check(longest.seconds < timeoutSeconds, {
    code: Number.isFinite(longest.seconds) ? 'time-workflow' : 'time-workflow-unbounded',
    property: 'definition.timeoutSeconds',
    received: timeoutSeconds,
    allowed: `more than the longest way, retries included: ${described(longest)}`,
    fix: Number.isFinite(longest.seconds)
      ? 'Give the workflow more time, or let it retry less.'
      : 'Bound it: break the circle, or give the last state itemsAtMost or secondsAtMost.',
  });
  checkSteps(problems, workflow, 'definition');
}

function checkSteps(problems: Problems, steps: Steps, at: string): void {
  for (const [name, state] of Object.entries(steps.states)) {
    const path = `${at}.states[${JSON.stringify(name)}]`;
    checkTask(problems, path, state);
    checkExpressChildren(problems, path, state);
    for (const inner of innerSteps(state)) checkSteps(problems, inner.steps, `${path}.${inner.property}`);
  }
}

function checkTask(problems: Problems, path: string, state: State): void {
  if (state.type !== 'Task') return;
  const attempt = attemptSeconds(state);
  const limit = state.function.timeoutSeconds;
  if (attempt === undefined) return;
  problems.check(attempt > limit, {
    code: 'time-task',
    property: `${path}.timeoutSeconds`,
    received: attempt,
    allowed: `more than the function's time limit, which is ${limit}`,
    fix: 'Leave it out, or the task is tried again while the function still runs.',
  });
}

function checkExpressChildren(problems: Problems, path: string, state: State): void {
  if (state.type !== 'DistributedMap' || state.executionType !== 'EXPRESS') return;
  const longest = longestTime(state.each);
  problems.check(longest.seconds < EXPRESS_SECONDS, {
    code: 'time-express-child',
    property: `${path}.each`,
    received: longest.seconds,
    allowed: `less than ${EXPRESS_SECONDS} seconds in an EXPRESS child; the longest way is ${described(longest)}`,
    fix: 'Make the children STANDARD, or let them retry less.',
  });
}

function described({ seconds, way }: LongestTime): string {
  return `${Number.isFinite(seconds) ? `${Math.ceil(seconds)} seconds` : 'without bound'} through ${way.join(' → ')}`;
}
