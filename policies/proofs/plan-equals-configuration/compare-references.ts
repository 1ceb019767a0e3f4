import { addTo } from '../../graph/lists';
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
    ...missing(given, written).map(({ path, shown }) => ({
      path,
      problem: `${path} refers to ${shown} in the plan and not in the configuration`,
    })),
    ...missing(written, given).map(({ path, shown }) => ({
      path,
      problem: `${path} refers to ${shown} in the configuration and not in the plan`,
    })),
  ];
}

interface Reference {
  readonly address: string;
  /** Empty for the whole: of `aws_subnet.a[count.index].id` a plan does not tell it. */
  readonly attribute: string;
}

/** By attribute: a plan has the references of a list there, not at its items. */
type References = ReadonlyMap<string, readonly Reference[]>;

function referencesOf({ references, stack }: Resource, isTold: (attribute: string) => boolean): References {
  const own = stack === undefined ? '' : `${stack}:`;
  const found = new Map<string, Reference[]>();
  for (const { path, target, attribute } of references) {
    const top = String(parsePath(path)[0] ?? '');
    const address = target.startsWith(own) ? target.slice(own.length) : target;
    if (isTold(top)) addTo(found, top, { address, attribute });
  }
  return found;
}

function missing(
  from: References,
  other: References,
): readonly { readonly path: string; readonly shown: string }[] {
  return [...from].flatMap(([path, references]) => {
    const known = other.get(path) ?? [];
    const lacking = references.filter((one) => !known.some((candidate) => mayBe(one, candidate)));
    const shown = lacking.map(({ address, attribute }) =>
      attribute === '' ? address : `${address}.${attribute}`,
    );
    return [...new Set(shown)].map((one) => ({ path, shown: one }));
  });
}

/** Whether both are the same, as far as it is told, or one is a data source that may lead to the other. */
function mayBe(one: Reference, other: Reference): boolean {
  if (one.address !== other.address) return isData(one) || isData(other);
  return one.attribute === other.attribute || one.attribute === '' || other.attribute === '';
}

function isData({ address }: Reference): boolean {
  return address.startsWith('data.');
}
