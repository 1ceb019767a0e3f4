import type { Graph } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { isList, PartialText, Unknown, type Value } from '../../graph/value';
import { written } from '../../rules/attribute';

/** A text that two attributes have in common exactly if they name the same thing: a real id, or a synthetic one. */
export type Id = string;

/** Things named in one attribute. */
export interface IdSet {
  readonly ids: readonly Id[];
  /** Named, but nobody can tell whether it is this one. */
  readonly possible: readonly Id[];
  /** Why there may be others, or fewer. */
  readonly unknown?: Unknown;
}

export const NO_IDS: IdSet = { ids: [], possible: [] };

/**
 * The identifier that the value is. A plan says only what an attribute follows from; of an attribute that holds an
 * identifier nothing but the identifier can be made, so that is taken for the reference that it is.
 *
 * @returns `undefined` where none is given; an unknown where it could be any
 */
export function idOf(graph: Graph, value: Value | undefined): Id | Unknown | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (!(value instanceof Unknown)) return new Unknown('it is not an identifier');
  const { reference } = value;
  if (value instanceof PartialText || !reference) return value;
  const [attribute, ...rest] = reference.path;
  if (!reference.derived) return graph.text(value) ?? value;
  const target = reference.kind === 'resource' ? graph.byKey(reference.target) : undefined;
  return target && typeof attribute === 'string' && rest.length === 0
    ? graph.attribute(target, attribute)
    : value;
}

/** The identifier of the resource itself. */
export function ownId(graph: Graph, resource: Resource): Id {
  return graph.attribute(resource, 'id');
}

/** The identifier that stands at the path. */
export function idAt(graph: Graph, resource: Resource, path: string): Id | Unknown | undefined {
  const value = written(resource, path);
  const id = idOf(graph, value);
  if (!(id instanceof Unknown)) return id;
  const { ids, possible } = fromEdges(graph, resource, path);
  const [only] = ids;
  return only !== undefined && ids.length === 1 && possible.length === 0 ? only : id;
}

/** The identifiers that stand in the list at the path. */
export function idsAt(graph: Graph, resource: Resource, path: string): IdSet {
  return idsOf(graph, resource, path, written(resource, path));
}

function idsOf(graph: Graph, resource: Resource, path: string, value: Value | undefined): IdSet {
  if (value === undefined || value === null) return NO_IDS;
  const items = isList(value) ? value : [value];
  const found = items.map((item) => idOf(graph, item));
  const ids = [...new Set(found.filter((id): id is Id => typeof id === 'string'))];
  const unknown = found.find((id): id is Unknown => id instanceof Unknown);
  if (isList(value) && !unknown) return { ids, possible: [] };
  if (!isList(value) && !unknown && (typeof value === 'string' || namesOne(value)))
    return { ids, possible: [] };
  // A list that is itself one attribute (`data.aws_subnets.a.ids`) names things that nobody sees.
  const why = unknown ?? (value instanceof Unknown ? value : new Unknown('it is not a list'));
  const edges = fromEdges(graph, resource, path);
  // Of a configuration the evaluator has tried everything: what it could not decide is a choice, and none is sure.
  const sure = graph.kind === 'plan' ? edges.ids : [];
  const all = [...new Set([...(isList(value) ? ids : []), ...sure])];
  const possible = [...edges.possible, ...edges.ids].filter((id) => !all.includes(id));
  return isList(value) && all.length >= items.length && possible.length === 0
    ? { ids: all, possible }
    : { ids: all, possible, unknown: why };
}

/** Whether the value is one identifier, and not a list that is itself an attribute of something. */
function namesOne(value: Value): boolean {
  const path = value instanceof Unknown ? (value.reference?.path ?? []) : [];
  return /(^|_)(id|arn)$/.test(String(path[path.length - 1] ?? ''));
}

/**
 * What a plan says of an attribute whose value it does not know: which instances it follows from. Of
 * `aws_subnet.a[each.key].id` it names the instance alone, without the attribute.
 */
function fromEdges(graph: Graph, resource: Resource, path: string): IdSet {
  const ids = new Set<Id>();
  const possible = new Set<Id>();
  for (const { target, attribute, exact } of resource.referencesAt(path)) {
    const named = graph.byKey(target);
    const what = attribute === '' ? (/arn(\W|$)/.test(path) ? 'arn' : 'id') : attribute;
    if (named?.mode !== 'managed' || !/(^|_)(id|arn)$/.test(what)) continue;
    (exact ? ids : possible).add(graph.attribute(named, what));
  }
  return { ids: [...ids], possible: [...possible].filter((id) => !ids.has(id)) };
}
