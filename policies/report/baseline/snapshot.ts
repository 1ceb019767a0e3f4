import type { Graph } from '../../graph/graph';
import { groupBy } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { isList, isUnknown, toText, type Value } from '../../graph/value';
import { compareText } from '../order';
import { STATEFUL } from './stateful';

/** What of a system is kept for a comparison with a later one. */
export interface SystemSnapshot {
  readonly schemaVersion: 1;
  /** Keys (`stack:address`) of the managed resources, by their type. */
  readonly resources: Readonly<Record<string, readonly string[]>>;
  /** For each resource that holds data, the known ones of the attributes that cannot change. Null is "not written". */
  readonly stateful: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  /**
   * What the models of principals and paths add, each under a name of its own and with a version of its own. The
   * comparison of findings and resources leaves it alone.
   */
  readonly models?: Readonly<Record<string, unknown>>;
}

/** No type of Terraform's, and lost as keys when the baseline is read again: only a damaged input has them. */
const NO_TYPE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The resources of the graph, in order. */
export function snapshotOf(graph: Graph, models?: SystemSnapshot['models']): SystemSnapshot {
  const managed = graph.resources.filter(({ mode, type }) => mode === 'managed' && !NO_TYPE.has(type));
  const byType = groupBy(managed, ({ type }) => type);
  const sorted = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> =>
    Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
  return {
    schemaVersion: 1,
    resources: sorted([...byType].map(([type, all]) => [type, all.map(({ key }) => key).sort(compareText)])),
    stateful: sorted(
      managed.flatMap((one) => {
        const fixed = STATEFUL.get(one.type);
        return fixed ? [[one.key, fixedValues(one, fixed)] as const] : [];
      }),
    ),
    ...(models === undefined ? {} : { models }),
  };
}

function fixedValues(
  resource: Resource,
  attributes: readonly string[],
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    attributes.flatMap((name) => {
      const value = comparable(resource.get(name));
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** @returns nothing for what is not known: it may be what it was */
function comparable(value: Value | undefined): string | null | undefined {
  if (value === undefined || value === null) return null;
  if (isList(value)) {
    const items = value.map(comparable);
    return items.some((item) => item === undefined) ? undefined : items.join(',');
  }
  if (isUnknown(value)) return undefined;
  const known = toText(value);
  return typeof known === 'string' ? known : undefined;
}
