import type { Choice } from './choice';
import type { DistributedMap } from './distributed-map';
import type { Fail } from './fail';
import type { Next } from './flow';
import { END } from './flow';
import type { InlineMap } from './map';
import type { Parallel } from './parallel';
import type { Pass } from './pass';
import type { Succeed } from './succeed';
import type { LambdaTask } from './task';
import type { Wait } from './wait';

/** One state: plain data, made by the function of its name (`lambdaTask`, `choice` …). */
export type State =
  | LambdaTask
  | Choice
  | Parallel
  | InlineMap
  | DistributedMap
  | Pass
  | Wait
  | Succeed
  | Fail;

/** States by name, and where to begin: a workflow, a branch, or what is done with each item. */
export interface Steps {
  readonly startAt: string;
  readonly states: Readonly<Record<string, State>>;
}

/** A whole workflow. */
export interface Workflow extends Steps {
  /** What it does, in one sentence. */
  readonly comment: string;
  /** For how long an execution may take in all, its waits and retries included. */
  readonly timeoutSeconds: number;
}

/** A state's name where it can go on, and which property says so. */
export interface Way {
  readonly property: string;
  readonly next: Next;
}

/** Everywhere that the state can go on within its steps. `END` is a way too; `Succeed` and `Fail` have none. */
export function waysOut(state: State): readonly Way[] {
  switch (state.type) {
    case 'Succeed':
    case 'Fail':
      return [];
    case 'Choice':
      return [
        ...state.rules.map(({ next }, index) => ({ property: `rules[${index}].next`, next })),
        ...(state.otherwise === undefined ? [] : [{ property: 'otherwise', next: state.otherwise }]),
      ];
    default:
      return [{ property: 'next', next: state.next }, ...caught(state)];
  }
}

/** Whether the steps can end here. */
export function isEnd(state: State): boolean {
  if (state.type === 'Succeed' || state.type === 'Fail') return true;
  return waysOut(state).some(({ next }) => next === END);
}

/** The steps inside a state, and which property holds them. */
export function innerSteps(
  state: State,
): ReadonlyArray<{ readonly property: string; readonly steps: Steps }> {
  switch (state.type) {
    case 'Parallel':
      return state.branches.map((steps, index) => ({ property: `branches[${index}]`, steps }));
    case 'Map':
    case 'DistributedMap':
      return [{ property: 'each', steps: state.each }];
    default:
      return [];
  }
}

/** Every state of the steps and of the steps inside them, outer ones first. */
export function allStates(steps: Steps): readonly State[] {
  return Object.values(steps.states).flatMap((state) => [
    state,
    ...innerSteps(state).flatMap((inner) => allStates(inner.steps)),
  ]);
}

function caught(state: State): readonly Way[] {
  const catchers = 'catch' in state ? (state.catch ?? []) : [];
  return catchers.map(({ next }, index) => ({ property: `catch[${index}].next`, next }));
}
