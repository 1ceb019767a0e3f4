import { randomUUID } from 'node:crypto';
import { effectiveOutput, numberFrom } from '../data-flow';
import type { ItemProcessor, MapState } from '../definition';
import type { Json, JsonObject } from '../json';
import type { Visit } from '../run';
import { StatesError } from '../states-error';
import { together } from '../together';
import { type ChildExecution, runChild } from './child-execution';
import { childInputs } from './item-batches';
import { readItems } from './item-reader';
import { itemInput, itemsOf } from './map-items';
import { resultsOf, writeResults } from './result-writer';
import { toleratedFailures } from './tolerated-failures';

/** AWS allows 10,000 child executions at once; a laptop has fewer processes for their functions. */
const MOST_AT_ONCE = 1_000;

/** The items in executions of their own: read from S3, in batches, with failures tolerated up to a threshold. */
export async function distributedMap(
  state: MapState,
  processor: ItemProcessor,
  input: Json,
  visit: Visit,
): Promise<Json> {
  const { run, context, runStates } = visit;
  const values = state.ItemReader
    ? await readItems(state, state.ItemReader, input, run, context)
    : itemsOf(state, input, context);
  const items = values.map((value, index) => itemInput(state, { index, value }, input, context));
  const inputs = childInputs(state, items, input, context);
  const { label, mapRunArn, childMachine } = names(state, visit);
  await run.host.startChildren?.();
  run.trace.add('MapRunStarted', { mapRunStartedEventDetails: { mapRunArn } });
  const atOnce = numberFrom(state.MaxConcurrency, state.MaxConcurrencyPath, input, context) || MOST_AT_ONCE;
  const tolerated = toleratedFailures(state, inputs.length, input, context);
  const children: ChildExecution[] = [];
  const passed = new StatesError(
    'States.ExceedToleratedFailureThreshold',
    `The specified tolerated failure threshold was exceeded (${label})`,
  );
  let failed = 0;
  let exceeded: unknown;
  try {
    await together(run, inputs, Math.min(atOnce, MOST_AT_ONCE), async (childInput, index, line) => {
      const child = await runChild(processor, childInput, childMachine, line, runStates);
      children[index] = child;
      if (child.status === 'FAILED') failed += 1;
      if (failed > tolerated) throw passed;
    });
  } catch (error) {
    if (error !== passed) throw error;
    exceeded = error;
  }
  // Results of a run that failed are exported too: they say which items did.
  const ended = children.filter((child) => child !== undefined);
  const result = await exported(state, ended, input, mapRunArn, visit);
  if (exceeded) throw exceeded;
  return effectiveOutput(state, input, result, context);
}

async function exported(
  state: MapState,
  children: readonly ChildExecution[],
  input: Json,
  mapRunArn: string,
  { run, context }: Visit,
): Promise<Json> {
  const writer = state.ResultWriter;
  if (writer?.Resource) return writeResults(state, writer, children, input, mapRunArn, run, context);
  return resultsOf(children, { Transformation: 'COMPACT', ...writer?.WriterConfig }, '');
}

/** The map run is named after the machine and the state's label; so are its children. */
function names(state: MapState, { name, run }: Visit) {
  const label = state.Label ?? name;
  const machine = String((run.context['StateMachine'] as JsonObject | undefined)?.['Id'] ?? '');
  const childMachine = `${machine}/${label}`;
  const mapRunArn = `${childMachine.replace(':stateMachine:', ':mapRun:')}:${randomUUID()}`;
  return { label, childMachine, mapRunArn };
}
