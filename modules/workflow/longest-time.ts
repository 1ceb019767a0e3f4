import { END } from './states/flow';
import type { MapProps } from './states/map';
import { longestDelaySeconds, type Retrier, withRetryDefaults } from './states/retry';
import { type State, type Steps, waysOut } from './states/state';
import { attemptSeconds, type LambdaTask, TASK_MARGIN_SECONDS } from './states/task';
import type { Wait } from './states/wait';

/** A longest time, with the way that takes it. Infinite where nothing bounds it. */
export interface LongestTime {
  readonly seconds: number;
  /** The states in order; the last one is the reason when `seconds` is infinite. */
  readonly way: readonly string[];
}

/**
 * For how long the steps can take: the longest of all ways through them, each attempt to its time limit and each retry
 * after its longest delay. Infinite when a way leads back to where it was, when a map has no `itemsAtMost`, or when a
 * wait is decided by the input and has no `secondsAtMost`.
 */
export function longestTime(steps: Steps): LongestTime {
  return from(steps, steps.startAt, new Set(), new Map());
}

function from(
  steps: Steps,
  name: string,
  above: ReadonlySet<string>,
  known: Map<string, LongestTime>,
): LongestTime {
  const cached = known.get(name);
  if (cached) return cached;
  if (above.has(name)) return { seconds: Number.POSITIVE_INFINITY, way: [name] };
  const state = Object.hasOwn(steps.states, name) ? steps.states[name] : undefined;
  if (!state) return { seconds: 0, way: [] };
  const own = stateSeconds(state);
  const below = new Set([...above, name]);
  const longest = Number.isFinite(own) ? longestWayOut(steps, state, below, known) : { seconds: 0, way: [] };
  const result = { seconds: own + longest.seconds, way: [name, ...longest.way] };
  known.set(name, result);
  return result;
}

function longestWayOut(
  steps: Steps,
  state: State,
  above: ReadonlySet<string>,
  known: Map<string, LongestTime>,
): LongestTime {
  let longest: LongestTime = { seconds: 0, way: [] };
  for (const { next } of waysOut(state)) {
    if (next === END) continue;
    const way = from(steps, next, above, known);
    if (way.seconds > longest.seconds || longest.way.length === 0) longest = way;
  }
  return longest;
}

function stateSeconds(state: State): number {
  switch (state.type) {
    case 'Task':
      return taskSeconds(state);
    case 'Parallel':
      return withRetries(
        Math.max(0, ...state.branches.map((branch) => longestTime(branch).seconds)),
        state.retry,
      );
    case 'Map':
      return withRetries(mapSeconds(state, 1, 40), state.retry);
    case 'DistributedMap':
      return withRetries(mapSeconds(state, state.batching?.maxItems ?? 1, 10_000), state.retry);
    case 'Wait':
      return waitSeconds(state);
    default:
      return 0;
  }
}

/**
 * An attempt that waits for its token and is then retried has failed in the call of the function, whose answer is not
 * what it waits for: only the last attempt waits for its whole time.
 */
function taskSeconds(task: LambdaTask): number {
  const attempt = attemptSeconds(task) ?? Number.POSITIVE_INFINITY;
  if (!task.waitForToken) return withRetries(attempt, task.retry);
  const call = Math.min(attempt, task.function.timeoutSeconds + TASK_MARGIN_SECONDS);
  return withRetries(call, task.retry) - call + attempt;
}

/** As many rounds as it takes when `most` of the batches run at once, each round as long as its longest item. */
function mapSeconds(map: MapProps, batch: number, most: number): number {
  if (map.itemsAtMost === undefined) return Number.POSITIVE_INFINITY;
  const rounds = Math.ceil(Math.ceil(map.itemsAtMost / batch) / Math.min(map.maxConcurrency ?? most, most));
  return rounds * longestTime(map.each).seconds;
}

function waitSeconds({ seconds, secondsAtMost }: Wait): number {
  return seconds ?? secondsAtMost ?? Number.POSITIVE_INFINITY;
}

/** Each retrier counts its own attempts, so that all of them can come in one execution. */
function withRetries(attempt: number, retry: readonly Retrier[] = []): number {
  const retries = retry.reduce((sum, retrier) => sum + withRetryDefaults(retrier).maxAttempts, 0);
  const delays = retry.reduce((sum, retrier) => sum + longestDelaySeconds(retrier), 0);
  return attempt * (1 + retries) + delays;
}
