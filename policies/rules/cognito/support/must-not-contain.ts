import type { Resource } from '../../../graph/resource';
import { isList, isUnknown } from '../../../graph/value';
import { written } from '../../attribute';
import { fail, type Outcome, pass, unknown } from '../../outcome';

/** A list of texts must have none that is wrong. Nothing is said of a list that is not there. */
export function mustNotContain(
  resource: Resource,
  path: string,
  wrong: (value: string) => string | undefined,
): Outcome | readonly Outcome[] {
  const list = written(resource, path);
  if (list === undefined) return [];
  if (isUnknown(list)) return unknown(path, list, path);
  const values = isList(list) ? list : [list];
  for (const value of values) {
    const message = typeof value === 'string' ? wrong(value) : undefined;
    if (message) return fail(message, path);
  }
  const open = values.find(isUnknown);
  return open ? unknown(path, open, path) : pass();
}
