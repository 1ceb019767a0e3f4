import { EvaluationError } from '../hcl/budget';
import { isSet } from '../hcl/sets';
import { openEnd } from '../hcl/uncertain-items';
import type { Raw } from '../raw';
import { isList, isObject, toNumber, toText, Unknown, type Value } from '../value';
import type { Session } from './session';

/** What `count` or `for_each` makes of a block. */
export type Expansion =
  | { readonly kind: 'single' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'each'; readonly items: ReadonlyMap<string, Value> }
  /** There may be any number of instances; one is made to stand for them. */
  | {
      readonly kind: 'unknown';
      readonly by: 'count' | 'for_each';
      readonly reason: Unknown;
      readonly items?: readonly Value[];
    };

/** Evaluates `count` or `for_each` of a block. */
export function expansionOf(body: Raw, session: Session, evaluate: (raw: unknown) => Value): Expansion {
  try {
    return expand(body, session, evaluate);
  } catch (error) {
    const reason = session.unknownFor(error);
    return { kind: 'unknown', by: body['count'] === undefined ? 'for_each' : 'count', reason };
  }
}

function expand(body: Raw, session: Session, evaluate: (raw: unknown) => Value): Expansion {
  if (body['count'] !== undefined && body['count'] !== null) {
    const count = toNumber(evaluate(body['count']));
    if (count instanceof Unknown) return { kind: 'unknown', by: 'count', reason: count };
    if (count === undefined || count < 0 || !Number.isInteger(count))
      throw new EvaluationError('count is not a whole number');
    return limited({ kind: 'count', count }, count, 'count', session);
  }
  if (body['for_each'] === undefined || body['for_each'] === null) return { kind: 'single' };
  const given = evaluate(body['for_each']);
  if (given instanceof Unknown) return { kind: 'unknown', by: 'for_each', reason: given };
  const items = new Map<string, Value>();
  const open = openEnd(given);
  if (open) {
    const all = isObject(given) ? Object.values(given) : isList(given) ? given : [];
    return { kind: 'unknown', by: 'for_each', reason: open, items: all };
  }
  if (isObject(given)) {
    for (const [key, value] of Object.entries(given)) items.set(key, value);
  } else if (isList(given) && (isSet(given) || given.every((item) => typeof item !== 'object'))) {
    for (const item of given) {
      const key = toText(item);
      if (key instanceof Unknown) return { kind: 'unknown', by: 'for_each', reason: key, items: given };
      if (key === undefined) throw new EvaluationError('for_each holds something that is not a string');
      items.set(key, key);
    }
  } else {
    throw new EvaluationError('for_each is neither a map nor a set of strings');
  }
  return limited({ kind: 'each', items }, items.size, 'for_each', session);
}

function limited(expansion: Expansion, size: number, by: 'count' | 'for_each', session: Session): Expansion {
  if (size <= 10_000 && session.budget.takeInstances(size)) return expansion;
  return {
    kind: 'unknown',
    by,
    reason: new Unknown(`${by} makes ${size} instances, more than are looked at one by one`),
  };
}
