import type { MapState } from '../definition';
import type { Json } from '../json';
import { distributedMap } from '../map/distributed-map';
import { inlineMap } from '../map/inline-map';
import type { Step, Visit } from '../run';
import { runtimeError } from '../states-error';
import { leave } from './leave';

/** For each item the same states: inline within this execution, or distributed to executions of their own. */
export async function runMap(state: MapState, input: Json, visit: Visit): Promise<Step> {
  const processor = state.ItemProcessor ?? state.Iterator;
  if (!processor) throw runtimeError(`The Map state '${visit.name}' has no ItemProcessor`);
  const isDistributed = processor.ProcessorConfig?.Mode === 'DISTRIBUTED';
  const { trace } = visit.run;
  try {
    const output = await (isDistributed ? distributedMap : inlineMap)(state, processor, input, visit);
    trace.add(isDistributed ? 'MapRunSucceeded' : 'MapStateSucceeded');
    return leave(state, output);
  } catch (error) {
    trace.add(isDistributed ? 'MapRunFailed' : 'MapStateFailed');
    throw error;
  }
}
