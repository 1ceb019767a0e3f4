import { numberFrom } from '../data-flow';
import type { MapState } from '../definition';
import type { Json, JsonObject } from '../json';

/** How many children of how many may fail. Without either field none may. */
export function toleratedFailures(state: MapState, total: number, input: Json, context: JsonObject): number {
  const number = (value: number | undefined, path: string | undefined) =>
    numberFrom(value, path, input, context);
  const count = number(state.ToleratedFailureCount, state.ToleratedFailureCountPath);
  const percentage = number(state.ToleratedFailurePercentage, state.ToleratedFailurePercentagePath);
  if (count === undefined && percentage === undefined) return 0;
  // With both given, the one that is passed first ends the run.
  const byCount = count ?? Number.POSITIVE_INFINITY;
  const byPercentage = percentage === undefined ? Number.POSITIVE_INFINITY : (total * percentage) / 100;
  return Math.min(byCount, byPercentage);
}
