import { isRaw } from '../../graph/raw';
import type { Resource } from '../../graph/resource';
import { parsePath } from '../../graph/value';
import type { Deviation } from './compare-values';

/**
 * Compares what the attributes of a resource refer to: of a value that only `apply` tells, it is what can be compared.
 * Terraform names the data source that an attribute refers to; here it may be known what that one leads to, a resource
 * of another stack or of a policy document, and then that is not compared with the data source.
 *
 * @param expressions of the resource, as the plan's `configuration` has them
 */
export function compareReferences(
  configured: Resource,
  planned: Resource,
  expressions: unknown,
): readonly Deviation[] {
  // A plan does not say what dynamic blocks, count and for_each are made of.
  const isTold = (attribute: string): boolean => isRaw(expressions) && attribute in expressions;
  const written = referencesOf(configured, isTold);
  const given = referencesOf(planned, isTold);
  return [
    ...missing(given, written).map(([path, target]) => ({
      path,
      problem: `${path} refers to ${target} in the plan and not in the configuration`,
    })),
    ...missing(written, given).map(([path, target]) => ({
      path,
      problem: `${path} refers to ${target} in the configuration and not in the plan`,
    })),
  ];
}

/** Addresses by attribute. A plan has the references of a list at the attribute, not at its items. */
type References = ReadonlyMap<string, ReadonlySet<string>>;

function referencesOf({ references, stack }: Resource, isTold: (attribute: string) => boolean): References {
  const own = stack === undefined ? '' : `${stack}:`;
  const found = new Map<string, Set<string>>();
  for (const { path, target } of references) {
    const attribute = String(parsePath(path)[0] ?? '');
    if (!isTold(attribute)) continue;
    const known = found.get(attribute) ?? new Set();
    found.set(attribute, known.add(target.startsWith(own) ? target.slice(own.length) : target));
  }
  return found;
}

function missing(from: References, other: References): readonly (readonly [path: string, target: string])[] {
  return [...from].flatMap(([path, targets]) => {
    const known = other.get(path) ?? new Set();
    const leadsOn = [...targets, ...known].some(isData) && targets.size > 0 && known.size > 0;
    return [...targets]
      .filter((target) => !known.has(target) && !(leadsOn && mayBeLedTo(target, known)))
      .map((target) => [path, target] as const);
  });
}

/** A data source stands for what it leads to, and the other way round. */
function mayBeLedTo(target: string, known: ReadonlySet<string>): boolean {
  return isData(target) || [...known].some(isData);
}

function isData(target: string): boolean {
  return target.startsWith('data.');
}
