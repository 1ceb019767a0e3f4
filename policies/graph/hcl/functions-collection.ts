import { addTo } from '../lists';
import { byBytes } from '../order';
import {
  entry,
  extended,
  firstUnknown,
  isList,
  isNeverNull,
  isObject,
  OpenObject,
  objectOf,
  sameValue,
  toBoolean,
  toNumber,
  toText,
  Unknown,
  UnknownItems,
  type Value,
} from '../value';
import { list, number, object, text, texts } from './arguments';
import { type Budget, EvaluationError } from './budget';
import type { FunctionTable } from './function-table';
import { distinct, isSet, setOf } from './sets';
import { openEnd, perhaps } from './uncertain-items';

const top = (call: FunctionTable[string]['call']): FunctionTable[string] => ({ known: 'top', call });
const all = (call: FunctionTable[string]['call']): FunctionTable[string] => ({ known: 'all', call });
const none = (call: FunctionTable[string]['call']): FunctionTable[string] => ({ known: 'none', call });

export const collectionFunctions: FunctionTable = {
  length: top(([value]) => {
    if (typeof value === 'string') return [...value].length;
    const open = openEnd(value ?? null);
    if (open) return new Unknown(open.reason);
    if (isList(value)) return value.length;
    if (isObject(value)) return Object.keys(value).length;
    throw new EvaluationError('length needs a string, a list or an object');
  }),
  concat: none(concat),
  flatten: top((args, scope) => flatten(list(args, 0), 0, scope.budget)),
  keys: top((args) => {
    const given = object(args, 0);
    return Object.keys(given)
      .sort(byBytes)
      .map((key) => {
        const value = given[key];
        return value instanceof UnknownItems ? perhaps(value, key) : key;
      });
  }),
  values: top((args) => {
    const given = object(args, 0);
    return Object.keys(given)
      .sort(byBytes)
      .map((key) => given[key] ?? null);
  }),
  merge: none((args) => {
    const entries = args.map((value, index): readonly (readonly [string, Value])[] => {
      if (value instanceof OpenObject) return Object.entries(value.known);
      return value === null || value instanceof Unknown ? [] : Object.entries(object(args, index));
    });
    const known = objectOf(entries.flat());
    const last = args.findLastIndex((value) => value instanceof Unknown);
    const open = args[last];
    if (!(open instanceof Unknown)) return known;
    const inside = open instanceof OpenObject ? Object.entries(open.sure) : [];
    return new OpenObject(open.reason, known, objectOf([...inside, ...entries.slice(last + 1).flat()]));
  }),
  lookup: none((args) => {
    const [map, key, fallback] = args;
    if (map instanceof Unknown) return new Unknown(map.reason);
    if (key instanceof Unknown) return new Unknown(key.reason);
    const found = entry(object(args, 0), text(args, 1)) ?? fallback;
    if (found === undefined) throw new EvaluationError('lookup finds no such key');
    return found;
  }),
  element: top((args) => {
    const values = list(args, 0);
    const open = openEnd(values);
    if (open) return new Unknown(open.reason);
    const index = number(args, 1);
    if (values.length === 0) throw new EvaluationError('element of an empty list');
    return values[((index % values.length) + values.length) % values.length] ?? null;
  }),
  index: all((args) => {
    const at = list(args, 0).findIndex((item) => sameValue(item, args[1] ?? null) === true);
    if (at < 0) throw new EvaluationError('index finds no such item');
    return at;
  }),
  contains: none((args) => {
    const [values, wanted = null] = args;
    if (values instanceof Unknown) return new Unknown(values.reason);
    let unsure: Unknown | undefined;
    for (const item of list(args, 0)) {
      const same = sameValue(item, wanted);
      if (same === true) return true;
      if (same === undefined) unsure = firstUnknown([item, wanted]) ?? new Unknown('an item is not known');
    }
    return unsure ? new Unknown(unsure.reason) : false;
  }),
  distinct: top((args) => distinct(list(args, 0))),
  compact: top((args) => list(args, 0).filter((item) => item !== null && item !== '')),
  sort: all((args) => [...texts(list(args, 0))].sort(byBytes)),
  reverse: top((args) => [...list(args, 0)].reverse()),
  slice: none((args) => {
    const [given = null, ...bounds] = args;
    const open = bounds.find((value) => value instanceof Unknown);
    if (open instanceof Unknown) return new Unknown(open.reason);
    const [from, to] = [number(args, 1), number(args, 2)];
    // Of zones that AWS names: how many there are is known, and so is how many subnets.
    if (given instanceof Unknown) return unknownSlice(given, from, to);
    const values = list(args, 0);
    if (from < 0 || to > values.length || from > to) throw new EvaluationError('slice is out of bounds');
    return values.slice(from, to);
  }),
  chunklist: top((args) => {
    const values = list(args, 0);
    const size = Math.max(1, number(args, 1));
    return Array.from({ length: Math.ceil(values.length / size) }, (_, i) =>
      values.slice(i * size, (i + 1) * size),
    );
  }),
  range: all((args) => {
    const [from, to] = args.length > 1 ? [number(args, 0), number(args, 1)] : [0, number(args, 0)];
    const step = args.length > 2 ? number(args, 2) : from <= to ? 1 : -1;
    const count = Math.ceil((to - from) / step);
    if (!Number.isFinite(count) || count > 1_024)
      throw new EvaluationError('range gives more than 1024 numbers');
    return Array.from({ length: Math.max(0, count) }, (_, i) => from + i * step);
  }),
  zipmap: all((args) => {
    const [keys, values] = [texts(list(args, 0)), list(args, 1)];
    if (keys.length !== values.length) throw new EvaluationError('zipmap needs lists of one length');
    return objectOf(keys.map((key, index) => [key, values[index] ?? null]));
  }),
  matchkeys: all((args) => {
    const [values, keys, wanted] = [list(args, 0), list(args, 1), list(args, 2)];
    return values.filter((_, index) => wanted.some((one) => sameValue(one, keys[index] ?? null) === true));
  }),
  transpose: all((args) => {
    const found = new Map<string, string[]>();
    for (const [key, values] of Object.entries(object(args, 0))) {
      for (const value of texts(list([values], 0))) addTo(found, value, key);
    }
    return objectOf([...found].map(([key, values]) => [key, values.sort(byBytes)]));
  }),
  one: top((args) => {
    const values = args[0] === null ? [] : list(args, 0);
    if (values.length > 1) throw new EvaluationError('one is given several');
    return values[0] ?? null;
  }),
  coalesce: none((args) => {
    for (const [index, value] of args.entries()) {
      if (isNeverNull(value)) return value;
      if (value instanceof Unknown)
        return new Unknown(value.reason, { alternatives: args.slice(index).filter((one) => one !== null) });
      if (value !== null && value !== '') return value;
    }
    throw new EvaluationError('coalesce finds nothing');
  }),
  coalescelist: none((args) => {
    for (const value of args) {
      if (value instanceof Unknown) return new Unknown(value.reason, { alternatives: args });
      if (isList(value) && value.length > 0) return value;
    }
    throw new EvaluationError('coalescelist finds nothing');
  }),
  alltrue: top((args) => verdict(list(args, 0), false)),
  anytrue: top((args) => verdict(list(args, 0), true)),
  setunion: top((args) => setOf(args.flatMap((_, index) => list(args, index)))),
  setintersection: all((args) =>
    setOf(
      list(args, 0).filter((item) =>
        args.every((_, i) => list(args, i).some((other) => sameValue(item, other) === true)),
      ),
    ),
  ),
  setsubtract: all((args) => setOf(list(args, 0).filter((item) => !has(list(args, 1), item)))),
  setproduct: top((args, scope) => {
    let rows: (readonly Value[])[] = [[]];
    for (const values of args.map((_, index) => list(args, index))) {
      scope.budget.spend(rows.length * values.length);
      rows = rows.flatMap((row) => values.map((value) => [...row, value]));
    }
    const areSets = args.every((value) => isList(value) && isSet(value));
    return areSets ? setOf(rows) : rows;
  }),
  toset: top((args) => setOf(list(args, 0))),
  tolist: top((args) => [...list(args, 0)]),
  tomap: top((args) => object(args, 0)),
  // Terraform had these two up to 0.14.
  list: none((args) => [...args]),
  map: none((args) =>
    objectOf(
      Array.from({ length: Math.floor(args.length / 2) }, (_, index) => [
        text(args, 2 * index),
        args[2 * index + 1] ?? null,
      ]),
    ),
  ),
  tostring: none(([value = null]) => scalar(value, toText(value), 'a string')),
  tonumber: none(([value = null]) => scalar(value, toNumber(value), 'a number')),
  tobool: none(([value = null]) => scalar(value, toBoolean(value), 'a boolean')),
  sensitive: none(([value = null]) => value),
  nonsensitive: none(([value = null]) => value),
  ephemeralasnull: none(([value = null]) => value),
};

/** What is known of the lists stays known: one open range does not hide the others. */
function concat(args: readonly Value[]): Value {
  const open = args.find((value) => value instanceof Unknown);
  const items = args.flatMap((value, index): readonly Value[] =>
    value instanceof Unknown
      ? [new UnknownItems(value.reason, value.reference ? { reference: value.reference } : {})]
      : list(args, index),
  );
  if (!(open instanceof Unknown)) return items;
  return items.every((item) => item instanceof UnknownItems) ? new Unknown(open.reason) : items;
}

function unknownSlice(value: Unknown, from: number, to: number): Value {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to < from || to - from > 1_000)
    throw new EvaluationError('slice is out of bounds');
  return Array.from({ length: to - from }, (_, index) => extended(value, from + index));
}

function has(values: readonly Value[], wanted: Value): boolean {
  return values.some((value) => sameValue(value, wanted) === true);
}

function scalar(value: Value, converted: Value | undefined, wanted: string): Value {
  if (value === null) return null;
  if (converted === undefined) throw new EvaluationError(`not ${wanted}`);
  return converted instanceof Unknown ? value : converted;
}

function flatten(values: readonly Value[], depth: number, budget: Budget): Value[] {
  budget.spend(values.length);
  if (depth > 100) throw new EvaluationError('nested too deeply to flatten');
  return values.flatMap((value) => (isList(value) ? flatten(value, depth + 1, budget) : [value]));
}

function verdict(values: readonly Value[], decisive: boolean): Value {
  let unknown: Unknown | undefined;
  for (const value of values) {
    const known = toBoolean(value);
    if (known === decisive) return decisive;
    if (known instanceof Unknown) unknown ??= known;
  }
  return unknown ? new Unknown(unknown.reason) : !decisive;
}
