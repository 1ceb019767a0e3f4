import { selectInput } from '../data-flow';
import type { MapState } from '../definition';
import { isArray, isObject, type Json, type JsonObject } from '../json';
import { evaluate, fillTemplate } from '../payload-template';
import { runtimeError } from '../states-error';

/** An item with its place in the list: `$$.Map.Item`. */
export interface MapItem {
  readonly index: number;
  readonly value: Json;
}

/** The list within the state's input: `InputPath`, then `ItemsPath`. An object is a list of its members. */
export function itemsOf(state: MapState, input: Json, context: JsonObject): readonly Json[] {
  const effective = selectInput(state, input, context);
  const found = state.ItemsPath === undefined ? effective : evaluate(state.ItemsPath, effective, context);
  if (isArray(found)) return found;
  if (isObject(found)) return Object.entries(found).map(([Key, Value]) => ({ Key, Value }));
  throw runtimeError('The items of a Map state must be an array');
}

/** What the states of one item receive: the item, or what `ItemSelector` makes of it and the state's input. */
export function itemInput(state: MapState, item: MapItem, input: Json, context: JsonObject): Json {
  const template = state.ItemSelector ?? state.Parameters;
  if (template === undefined) return item.value;
  return fillTemplate(template, selectInput(state, input, context), withItem(context, item));
}

export function withItem(context: JsonObject, item: MapItem): JsonObject {
  return { ...context, Map: { Item: { Index: item.index, Value: item.value } } };
}
