import type { Resource } from '../../graph/resource';
import { isList, isObject, Unknown, type Value, type ValueObject } from '../../graph/value';
import { written } from '../../rules/attribute';

/** `Resource.blocks` without what nobody wrote: a plan shows a computed block as known after apply. */
export function writtenBlocks(resource: Resource, path: string): readonly (ValueObject | Unknown)[] {
  const found = written(resource, path);
  const list: readonly Value[] = isList(found) ? found : found === undefined ? [] : [found];
  return list.filter((item): item is ValueObject | Unknown => item instanceof Unknown || isObject(item));
}

/** The attributes that somebody wrote. */
export function writtenValues(resource: Resource): ValueObject {
  return Object.fromEntries(
    Object.entries(resource.values).filter(
      ([, value]) =>
        !(value instanceof Unknown) || value.reference?.target !== resource.key || value.alternatives,
    ),
  );
}
