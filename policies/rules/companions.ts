import { addTo } from '../graph/lists';
import type { Resource } from '../graph/resource';
import { firstUnknown, isUnknown } from '../graph/value';
import type { RuleContext } from './context';

/** Resources that complete another one: a bucket's encryption, a secret's rotation. */
export interface Companions {
  /** They name this resource. */
  readonly sure: readonly Resource[];
  /** Nobody can tell which one they name: it may be this one. */
  readonly possible: readonly Resource[];
}

interface Index {
  readonly byTarget: ReadonlyMap<string, readonly Resource[]>;
  readonly byText: ReadonlyMap<string, readonly Resource[]>;
  readonly possibleByTarget: ReadonlyMap<string, readonly Resource[]>;
  readonly ofAny: readonly Resource[];
}

const indexes = new WeakMap<RuleContext, Map<string, Index>>();

/**
 * Who names the resource in an attribute, by reference or by its literal identifier.
 *
 * @param type of the companions: `aws_s3_bucket_versioning`
 * @param attribute of theirs that names it: `bucket`
 * @param identifiers attributes of the resource by which it may be named
 */
export function companionsOf(
  context: RuleContext,
  resource: Resource,
  type: string,
  attribute: string,
  identifiers: readonly string[] = ['id', 'arn'],
): Companions {
  const index = indexOf(context, type, attribute);
  const sure = new Set(index.byTarget.get(resource.key) ?? []);
  for (const name of identifiers) {
    for (const one of index.byText.get(context.graph.attribute(resource, name)) ?? []) {
      if (!namesAnother(context, one, attribute, resource)) sure.add(one);
    }
  }
  const possible = new Set([...(index.possibleByTarget.get(resource.key) ?? []), ...index.ofAny]);
  return { sure: [...sure], possible: [...possible].filter((one) => !sure.has(one)) };
}

/** Whether it refers to another resource of that type. Then the same text is no sign: two may be given one name. */
function namesAnother(
  context: RuleContext,
  companion: Resource,
  attribute: string,
  resource: Resource,
): boolean {
  const targets = companion.referencesAt(attribute).filter(({ exact }) => exact);
  const isNamed = targets.some(({ target }) => target === resource.key);
  return !isNamed && targets.some(({ target }) => context.graph.byKey(target)?.type === resource.type);
}

function indexOf(context: RuleContext, type: string, attribute: string): Index {
  const known = indexes.get(context) ?? new Map<string, Index>();
  indexes.set(context, known);
  const name = `${type}.${attribute}`;
  const found = known.get(name) ?? build(context, type, attribute);
  known.set(name, found);
  return found;
}

function build(context: RuleContext, type: string, attribute: string): Index {
  const byTarget = new Map<string, Resource[]>();
  const byText = new Map<string, Resource[]>();
  const possibleByTarget = new Map<string, Resource[]>();
  const ofAny: Resource[] = [];
  for (const companion of context.graph.byType(type)) {
    const value = companion.get(attribute);
    const edges = companion.referencesAt(attribute);
    for (const { target, exact } of edges) addTo(exact ? byTarget : possibleByTarget, target, companion);
    const text = context.graph.text(value);
    if (text !== undefined) addTo(byText, text, companion);
    const open = value === undefined ? undefined : firstUnknown(value);
    if (open && edges.length === 0 && !(isUnknown(value) && value.reference?.kind === 'resource')) {
      ofAny.push(companion);
    }
  }
  return { byTarget, byText, possibleByTarget, ofAny };
}
