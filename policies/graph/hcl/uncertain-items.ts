import { isObject, Unknown, UnknownItems, type Value } from '../value';

/** An item or entry of which nobody knows whether it is there: it passes a condition that is not known, say. */
export function perhaps(open: Unknown, value: Value): UnknownItems {
  return new UnknownItems(open.reason, { alternatives: [value] });
}

export function unknownCondition(test: Unknown): UnknownItems {
  return new UnknownItems(`the condition of a for expression is not known (${test.reason})`);
}

/** Of a list of which no item is sure, not even its being empty is known. */
export function onlyOpen(list: readonly Value[]): Unknown | undefined {
  const [first] = list;
  return first instanceof UnknownItems && list.every((item) => item instanceof UnknownItems)
    ? new Unknown(first.reason, {
        alternatives: [list.flatMap((item) => (item as Unknown).alternatives ?? [])],
      })
    : undefined;
}

/** Why nobody knows how many items a list or an object has. */
export function openEnd(value: Value): Unknown | undefined {
  const items = Array.isArray(value)
    ? (value as readonly Value[])
    : isObject(value)
      ? Object.values(value)
      : [];
  return items.find((item) => item instanceof UnknownItems) as UnknownItems | undefined;
}
