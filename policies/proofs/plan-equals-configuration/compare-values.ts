import type { Resource } from '../../graph/resource';
import {
  entry,
  formatPath,
  isList,
  isObject,
  objectOf,
  PartialText,
  parsePath,
  Unknown,
  type Value,
} from '../../graph/value';
import { type BodySchema, bodySchema } from '../../schema/body-schema';
import { awsSchema } from '../../schema/provider-schema';
import { isSameText } from './same-text';

/** A value that the plan does not have as it is configured. */
export interface Deviation {
  /** `ingress[0].cidr_blocks`. */
  readonly path: string;
  /** `ingress[0].from_port is 22 in the plan and 443 in the configuration`. */
  readonly problem: string;
}

/** What was compared, and how much of it was known on both sides. */
export interface Comparison {
  readonly deviations: readonly Deviation[];
  /** Values that are the same on both sides. */
  readonly same: number;
  /** Values of which a part or all is known after `apply` only, on one side or on both. */
  readonly open: number;
}

type Path = readonly (string | number)[];
type Compare = (configured: Value, planned: Value | undefined, path: Path) => Comparison;

const SAME: Comparison = { deviations: [], same: 1, open: 0 };
const OPEN: Comparison = { deviations: [], same: 0, open: 1 };

/** Names without nested blocks. */
const PLAIN = bodySchema();

/**
 * Compares what a resource is configured with and what is planned for it. Attributes that are not configured are the
 * provider's to decide, and arguments that are only written are in no plan.
 *
 * @param configured a resource or data source as it was evaluated from the configuration
 * @param planned the same of the plan
 */
export function compareValues(configured: Resource, planned: Resource): Comparison {
  const { type, mode } = configured;
  const schema = awsSchema().body(mode === 'managed' ? 'resources' : 'data', type) ?? PLAIN;
  const isIgnored = ignoredChanges(configured);
  const given = Object.entries(configured.values);
  const judged = given.filter(([name]) => !isIgnored(name));
  const compared = compare(objectOf(judged), planned.values, [], schema);
  return { ...compared, open: compared.open + given.length - judged.length };
}

/** Of attributes in `lifecycle.ignore_changes` Terraform plans what is there, whatever is configured. */
function ignoredChanges(resource: Resource): (attribute: string) => boolean {
  const lifecycle = resource.meta('lifecycle');
  const [block = lifecycle] = isList(lifecycle) ? lifecycle : [];
  const listed = isObject(block) ? entry(block, 'ignore_changes') : undefined;
  const names = (isList(listed) ? listed : [listed]).filter((name) => typeof name === 'string');
  return (attribute) => names.some((name) => name === 'all' || parsePath(name)[0] === attribute);
}

function compare(configured: Value, planned: Value | undefined, path: Path, schema: BodySchema): Comparison {
  if (configured === null) return together([]);
  if (planned instanceof Unknown || isWriteOnly(path)) return OPEN;
  if (configured instanceof PartialText) {
    return isSameText(configured, planned) ? OPEN : deviation(path, configured, planned);
  }
  if (configured instanceof Unknown) return OPEN;
  if (isObject(configured)) {
    if (!isObject(planned)) return deviation(path, configured, planned);
    return together(
      Object.entries(configured).map(([name, value]) =>
        compareMember(value, entry(planned, name), [...path, name], schema, name),
      ),
    );
  }
  if (isList(configured)) {
    return compareItems(configured, planned, path, isSorted(planned), (one, other, at) =>
      compare(one, other, at, PLAIN),
    );
  }
  return isSameText(configured, planned) ? SAME : deviation(path, configured, planned);
}

function compareMember(
  configured: Value,
  planned: Value | undefined,
  path: Path,
  schema: BodySchema,
  name: string,
): Comparison {
  const block = schema.blocks.get(name);
  if (!block || !isList(configured)) return compare(configured, planned, path, PLAIN);
  return compareItems(configured, planned, path, block.nesting === 'set', (one, other, at) =>
    compare(one, other, at, block.body([])),
  );
}

/** @param isSet whether the order has no meaning: the plan has its own */
function compareItems(
  configured: readonly Value[],
  planned: Value | undefined,
  path: Path,
  isSet: boolean,
  compareItem: Compare,
): Comparison {
  const given = planned ?? [];
  if (!isList(given) || given.length !== configured.length) return deviation(path, configured, planned);
  const inOrder = together(
    configured.map((item, index) => compareItem(item, given[index], [...path, index])),
  );
  if (inOrder.deviations.length === 0 || !isSet) return inOrder;
  return together(closest(configured, given, path, compareItem));
}

/** Pairs the items: first those that are the same, then each with the one that it differs least from. */
function closest(
  configured: readonly Value[],
  planned: readonly Value[],
  path: Path,
  compareItem: Compare,
): readonly Comparison[] {
  const left = new Set(planned.keys());
  const pairs = new Map<number, Comparison>();
  for (const most of [0, Number.POSITIVE_INFINITY]) {
    for (const [index, item] of configured.entries()) {
      if (pairs.has(index)) continue;
      const [best] = [...left]
        .map((other) => ({ other, found: compareItem(item, planned[other], [...path, index]) }))
        .sort((one, other) => one.found.deviations.length - other.found.deviations.length);
      if (!best || best.found.deviations.length > most) continue;
      left.delete(best.other);
      pairs.set(index, best.found);
    }
  }
  return [...pairs.values()];
}

/** As Terraform writes the texts of a set. */
function isSorted(planned: Value | undefined): boolean {
  return (
    isList(planned) &&
    planned.every((item, index) => index === 0 || String(planned[index - 1]) <= String(item))
  );
}

function together(parts: readonly Comparison[]): Comparison {
  return {
    deviations: parts.flatMap(({ deviations }) => deviations),
    same: parts.reduce((sum, { same }) => sum + same, 0),
    open: parts.reduce((sum, { open }) => sum + open, 0),
  };
}

function deviation(path: Path, configured: Value, planned: Value | undefined): Comparison {
  const named = formatPath(path);
  const problem = `${named} is ${shown(planned)} in the plan and ${shown(configured)} in the configuration`;
  return { deviations: [{ path: named, problem }], same: 0, open: 0 };
}

/** They are sent and never kept (Terraform's documentation, "Write-only arguments"). */
function isWriteOnly(path: Path): boolean {
  return String(path.at(-1) ?? '').endsWith('_wo');
}

function shown(value: Value | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (!(value instanceof PartialText)) return cut(JSON.stringify(value));
  return `like ${cut(value.parts.map((part) => (typeof part === 'string' ? part : '…')).join(''))}`;
}

function cut(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
