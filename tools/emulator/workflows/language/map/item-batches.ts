import { numberFrom, selectInput } from '../data-flow';
import type { MapState } from '../definition';
import type { Json, JsonObject } from '../json';
import { fillTemplate } from '../payload-template';

/** AWS's limit for one batch. */
const LARGEST_BATCH_BYTES = 262_144;

/** What each child execution receives: one item or, with an `ItemBatcher`, `{ BatchInput, Items }`. */
export function childInputs(
  state: MapState,
  items: readonly Json[],
  input: Json,
  context: JsonObject,
): readonly Json[] {
  const batcher = state.ItemBatcher;
  if (!batcher) return items;
  const number = (value: number | undefined, path: string | undefined) =>
    numberFrom(value, path, input, context);
  const most = number(batcher.MaxItemsPerBatch, batcher.MaxItemsPerBatchPath) ?? Number.POSITIVE_INFINITY;
  const bytes = number(batcher.MaxInputBytesPerBatch, batcher.MaxInputBytesPerBatchPath);
  const common: JsonObject =
    batcher.BatchInput === undefined
      ? {}
      : { BatchInput: fillTemplate(batcher.BatchInput, selectInput(state, input, context), context) };
  const overhead = Buffer.byteLength(JSON.stringify({ ...common, Items: [] }));
  const room = Math.min(bytes ?? LARGEST_BATCH_BYTES, LARGEST_BATCH_BYTES) - overhead;
  return inBatches(items, most, room).map((Items) => ({ ...common, Items }));
}

function inBatches(items: readonly Json[], most: number, roomBytes: number): Json[][] {
  const batches: Json[][] = [];
  let batch: Json[] = [];
  let used = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (batch.length > 0 && (batch.length >= most || used + size > roomBytes)) {
      batches.push(batch);
      batch = [];
      used = 0;
    }
    batch.push(item);
    used += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
