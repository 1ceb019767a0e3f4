import { effectiveOutput, numberFrom } from '../data-flow';
import type { ItemProcessor, MapState } from '../definition';
import type { Json } from '../json';
import type { Visit } from '../run';
import { together } from '../together';
import { itemInput, itemsOf, withItem } from './map-items';

/** AWS runs at most forty iterations at once. */
const MOST_AT_ONCE = 40;

/** The items within this execution; one that fails stops the others. */
export async function inlineMap(
  state: MapState,
  processor: ItemProcessor,
  input: Json,
  visit: Visit,
): Promise<Json> {
  const { run, context, name, runStates } = visit;
  const items = itemsOf(state, input, context);
  const atOnce = numberFrom(state.MaxConcurrency, state.MaxConcurrencyPath, input, context) || MOST_AT_ONCE;
  run.trace.add('MapStateStarted', { mapStateStartedEventDetails: { length: items.length } });
  const outputs = await together(run, items, Math.min(atOnce, MOST_AT_ONCE), async (value, index, line) => {
    const details = { name, index };
    line.trace.add('MapIterationStarted', { mapIterationStartedEventDetails: details });
    const item = { index, value };
    const own = { ...line, context: withItem(line.context, item) };
    try {
      const output = await runStates(processor, itemInput(state, item, input, context), own);
      line.trace.add('MapIterationSucceeded', { mapIterationSucceededEventDetails: details });
      return output;
    } catch (error) {
      line.trace.add('MapIterationFailed', { mapIterationFailedEventDetails: details });
      throw error;
    }
  });
  return effectiveOutput(state, input, outputs, context);
}
