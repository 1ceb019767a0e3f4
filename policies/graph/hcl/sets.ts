import { sameValue, type Value } from '../value';

const sets = new WeakSet<readonly Value[]>();

/** Marks the list as a set: `for` gives its values as keys, and it can be a `for_each`. */
export function setOf(values: readonly Value[]): readonly Value[] {
  const unique = distinct(values);
  const sorted = unique.every((value): value is string => typeof value === 'string')
    ? [...unique].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    : unique.every((value): value is number => typeof value === 'number')
      ? [...unique].sort((a, b) => a - b)
      : unique;
  sets.add(sorted);
  return sorted;
}

export function isSet(value: readonly Value[]): boolean {
  return sets.has(value);
}

/** Each value once, the first of those that are certainly the same. */
export function distinct(values: readonly Value[]): Value[] {
  const scalars = new Set<Value>();
  const found: Value[] = [];
  for (const value of values) {
    if (typeof value === 'object' && value !== null) {
      if (found.length < 1_000 && found.some((other) => sameValue(other, value) === true)) continue;
    } else if (scalars.has(value)) continue;
    else scalars.add(value);
    found.push(value);
  }
  return found;
}
