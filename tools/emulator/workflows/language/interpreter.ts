import { applyResultPath } from './data-flow';
import type { Catcher, Retrier, State, States } from './definition';
import type { Json, JsonObject } from './json';
import { Retries } from './retries';
import type { Run, Step, Visit } from './run';
import { runChoice } from './states/choice';
import { runFail } from './states/fail';
import { runMap } from './states/map';
import { runParallel } from './states/parallel';
import { runPass } from './states/pass';
import { runSucceed } from './states/succeed';
import { runTask } from './states/task';
import { runWait } from './states/wait';
import { Aborted, asStatesError, matchesError, runtimeError } from './states-error';
import { pause, throwIfAborted } from './waiting';

/**
 * Runs a line of states to its end.
 *
 * @param from the state to begin with. @default `StartAt`
 * @returns the output of the last state
 * @throws StatesError when a state fails and nothing catches it
 * @throws Aborted when the run's signal came
 */
export async function runStates(
  states: States,
  input: Json,
  run: Run,
  from: string = states.StartAt,
): Promise<Json> {
  let name = from;
  let current = input;
  for (;;) {
    throwIfAborted(run.signal);
    const state = Object.hasOwn(states.States, name) ? states.States[name] : undefined;
    if (!state) throw runtimeError(`The state '${name}' does not exist`);
    run.reached?.(name, current);
    const step = await visitState(name, state, current, run);
    if (step.next === undefined) return step.output;
    name = step.next;
    current = step.output;
  }
}

async function visitState(name: string, state: State, input: Json, run: Run): Promise<Step> {
  const type = `${state.Type}State`;
  const EnteredTime = new Date().toISOString();
  run.trace.add(`${type}Entered`, { stateEnteredEventDetails: { name, input } });
  run.trace.notify({ event: 'state-entered', state: name });
  const retries = new Retries('Retry' in state ? (state.Retry as readonly Retrier[]) : []);
  for (let RetryCount = 0; ; RetryCount += 1) {
    const context: JsonObject = { ...run.context, State: { EnteredTime, Name: name, RetryCount } };
    try {
      const step = await execute(state, input, { name, run, context, runStates });
      if (state.Type !== 'Fail') {
        run.trace.add(`${type}Exited`, { stateExitedEventDetails: { name, output: step.output } });
      }
      return step;
    } catch (thrown) {
      if (thrown instanceof Aborted || run.signal.aborted) throw new Aborted();
      const { error, cause } = asStatesError(thrown);
      const delaySeconds = retries.next(error);
      if (delaySeconds !== undefined) {
        run.trace.notify({ event: 'state-retried', state: name, error });
        await pause(delaySeconds * run.host.timeScale, run.signal);
        continue;
      }
      run.trace.notify({ event: 'state-failed', state: name, error });
      const catchers = 'Catch' in state ? (state.Catch as readonly Catcher[]) : [];
      const catcher = catchers.find(({ ErrorEquals }) => matchesError(ErrorEquals, error));
      if (!catcher) throw asStatesError(thrown);
      const output = applyResultPath(catcher.ResultPath, input, { Error: error, Cause: cause });
      run.trace.add(`${type}Exited`, { stateExitedEventDetails: { name, output } });
      return { output, next: catcher.Next };
    }
  }
}

function execute(state: State, input: Json, visit: Visit): Promise<Step> | Step {
  switch (state.Type) {
    case 'Task':
      return runTask(state, input, visit);
    case 'Choice':
      return runChoice(state, input, visit);
    case 'Parallel':
      return runParallel(state, input, visit);
    case 'Map':
      return runMap(state, input, visit);
    case 'Pass':
      return runPass(state, input, visit);
    case 'Wait':
      return runWait(state, input, visit);
    case 'Succeed':
      return runSucceed(state, input, visit);
    case 'Fail':
      return runFail(state, input, visit);
    default:
      throw runtimeError(`'${visit.name}' has a type that does not exist`);
  }
}
