import type { Json } from '../core/json-expression';
import { type DistributedMap, distributedMap } from './states/distributed-map';
import { END, type Path } from './states/flow';
import { parallel } from './states/parallel';
import { pass } from './states/pass';
import type { State, Steps } from './states/state';
import type { LambdaTask } from './states/task';

/** What is done with the results of all branches or items together: a task, and the name of its state. */
export interface Merge {
  readonly name: string;
  /** Its payload finds the results where `resultsAt` says. */
  readonly task: LambdaTask;
}

/** One task that runs beside others. */
export interface Branch {
  /** The name of the task's state. */
  readonly name: string;
  /** Its answer is the result of the branch. */
  readonly task: Omit<LambdaTask, 'next' | 'catch'>;
  /**
   * Which errors, when no retry mended them, become a result that the merge sees. Every other error fails the workflow.
   *
   * @default every error becomes `{ branch, failed: true, error }`
   */
  readonly failures?: readonly BranchFailure[];
}

/** An error of a branch as a result. */
export interface BranchFailure {
  readonly errors: readonly string[];
  /** The name of the state that gives the result. */
  readonly name: string;
  /** What the merge sees in place of the branch's answer. */
  readonly result: Json;
}

/** Several tasks side by side, each with the same input. */
export interface BranchFanOut {
  /** The name of the state that runs them. */
  readonly name: string;
  readonly branches: readonly Branch[];
  /** Where in the input the list of results goes, in the order of the branches. */
  readonly resultsAt: Path;
  readonly merge: Merge;
}

/** One task for each item or batch of an object in S3. */
export interface ItemFanOut {
  /** The name of the state that runs them. */
  readonly name: string;
  readonly map: Omit<DistributedMap, 'type' | 'each' | 'next' | 'resultPath' | 'resultSelector'>;
  /** What is done with each, and the name of its state. */
  readonly each: { readonly name: string; readonly task: Omit<LambdaTask, 'next'> };
  /** Where in the input `ResultWriterDetails`, the place of the results, goes. */
  readonly resultsAt: Path;
  readonly merge: Merge;
}

/**
 * Fans out and merges: tasks side by side, or one task for each of many items, then one task that sees all results.
 * Gives the two outer states, to be put among the states of a workflow; begin at `name`.
 *
 * @example
 * states: {
 *   ...fanOutAndMerge({ name: 'Check', branches: [read, screen], resultsAt: '$.checks', merge: decide }),
 * }
 */
export function fanOutAndMerge(props: BranchFanOut | ItemFanOut): Readonly<Record<string, State>> {
  const { name, merge } = props;
  return { [name]: 'branches' in props ? branchState(props) : itemState(props), [merge.name]: merge.task };
}

function branchState({ branches, resultsAt, merge }: BranchFanOut): State {
  return parallel({ branches: branches.map(branchSteps), resultPath: resultsAt, next: merge.name });
}

function itemState({ map, each, resultsAt, merge }: ItemFanOut): State {
  return distributedMap({
    ...map,
    each: { startAt: each.name, states: { [each.name]: { ...each.task, next: END } } },
    resultPath: resultsAt,
    next: merge.name,
  });
}

function branchSteps({ name, task, failures }: Branch): Steps {
  if (!failures) return everyFailure(name, task);
  return {
    startAt: name,
    states: {
      [name]: {
        ...task,
        catch: failures.map(({ errors, name: next }) => ({ errors, next, resultPath: null })),
        next: END,
      },
      ...Object.fromEntries(
        failures.map((failure) => [failure.name, pass({ result: failure.result, next: END })]),
      ),
    },
  };
}

function everyFailure(name: string, task: Branch['task']): Steps {
  const next = `${name} failed`;
  return {
    startAt: name,
    states: {
      [name]: { ...task, catch: [{ errors: ['States.ALL'], next }], next: END },
      [next]: pass({ parameters: { branch: name, failed: true, 'error.$': '$.Error' }, next: END }),
    },
  };
}
