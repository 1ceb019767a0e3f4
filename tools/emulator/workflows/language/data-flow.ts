import type { InputOutput, Working } from './definition';
import type { Json, JsonObject } from './json';
import { valueAt, withValueAt } from './json-path';
import { evaluate, fillTemplate } from './payload-template';

/** What of a state's input it works on: `InputPath`, then `Parameters`. */
export function effectiveInput(
  state: InputOutput & { readonly Parameters?: Json },
  input: Json,
  context: JsonObject,
): Json {
  const selected = selectInput(state, input, context);
  return state.Parameters === undefined ? selected : fillTemplate(state.Parameters, selected, context);
}

/** `InputPath`: `null` gives an empty object. */
export function selectInput(state: InputOutput, input: Json, context: JsonObject): Json {
  if (state.InputPath === null) return {};
  return state.InputPath === undefined ? input : evaluate(state.InputPath, input, context);
}

/** What a state hands on: `ResultSelector`, `ResultPath` into its input, `OutputPath`. */
export function effectiveOutput(
  state: Pick<Working, 'ResultSelector' | 'ResultPath' | 'OutputPath'>,
  input: Json,
  result: Json,
  context: JsonObject,
): Json {
  const selected =
    state.ResultSelector === undefined ? result : fillTemplate(state.ResultSelector, result, context);
  return selectOutput(state, applyResultPath(state.ResultPath, input, selected), context);
}

/** `null` drops the result; no path at all lets it take the input's place. */
export function applyResultPath(path: string | null | undefined, input: Json, result: Json): Json {
  if (path === null) return input;
  return path === undefined || path === '$' ? result : withValueAt(path, input, result);
}

/** `OutputPath`: `null` gives an empty object. */
export function selectOutput(state: InputOutput, output: Json, context: JsonObject): Json {
  if (state.OutputPath === null) return {};
  return state.OutputPath === undefined ? output : evaluate(state.OutputPath, output, context);
}

/** A number given in the definition, or by a path into the input. */
export function numberFrom(
  value: number | undefined,
  path: string | undefined,
  input: Json,
  context: JsonObject,
): number | undefined {
  if (path === undefined) return value;
  const found = path.startsWith('$$') ? valueAt(path.slice(1), context) : valueAt(path, input);
  const number = Number(found);
  return Number.isFinite(number) ? number : undefined;
}
