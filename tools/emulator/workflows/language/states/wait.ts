import { numberFrom, selectInput, selectOutput } from '../data-flow';
import type { WaitState } from '../definition';
import type { Json, JsonObject } from '../json';
import { evaluate } from '../payload-template';
import type { Step, Visit } from '../run';
import { runtimeError } from '../states-error';
import { pause } from '../waiting';
import { leave } from './leave';

/** Waits the time given, times the host's scale. */
export async function runWait(state: WaitState, rawInput: Json, { run, context }: Visit): Promise<Step> {
  const input = selectInput(state, rawInput, context);
  await pause(secondsOf(state, input, context) * run.host.timeScale, run.signal);
  return leave(state, selectOutput(state, input, context));
}

function secondsOf(state: WaitState, input: Json, context: JsonObject): number {
  const seconds = numberFrom(state.Seconds, state.SecondsPath, input, context);
  if (seconds !== undefined) return Math.max(0, seconds);
  const moment = state.TimestampPath ? evaluate(state.TimestampPath, input, context) : state.Timestamp;
  const milliseconds = Date.parse(String(moment));
  if (Number.isNaN(milliseconds))
    throw runtimeError(`'${String(moment)}' is neither seconds nor a timestamp`);
  return Math.max(0, (milliseconds - Date.now()) / 1000);
}
