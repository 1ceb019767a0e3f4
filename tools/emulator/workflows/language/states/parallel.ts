import { effectiveInput, effectiveOutput } from '../data-flow';
import type { ParallelState } from '../definition';
import type { Json } from '../json';
import type { Step, Visit } from '../run';
import { together } from '../together';
import { leave } from './leave';

/** All branches at once, each with the same input; a branch that fails stops the others and gives the state its error. */
export async function runParallel(state: ParallelState, input: Json, visit: Visit): Promise<Step> {
  const { run, context, runStates } = visit;
  const branchInput = effectiveInput(state, input, context);
  run.trace.add('ParallelStateStarted');
  try {
    const outputs = await together(run, state.Branches, state.Branches.length, (branch, _index, line) =>
      runStates(branch, branchInput, line),
    );
    run.trace.add('ParallelStateSucceeded');
    return leave(state, effectiveOutput(state, input, outputs, context));
  } catch (error) {
    run.trace.add('ParallelStateFailed');
    throw error;
  }
}
