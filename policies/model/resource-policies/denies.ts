import type { Graph } from '../../graph/graph';
import type { PolicyStatement } from '../../graph/policy-document';
import { Unknown, type Value } from '../../graph/value';
import { covers, globOf, overlaps } from '../../iam/glob';
import { type Narrowing, type NarrowingOptions, remainder } from './narrowing';

/**
 * What the Denies of the policy leave of an Allow for everyone: `narrow` where one of them, for everyone and all that
 * the Allow gives, takes away all but a known few. Nothing where no Deny matters.
 */
export function afterDenies(
  graph: Graph,
  statements: readonly PolicyStatement[],
  allow: PolicyStatement,
  options: NarrowingOptions = {},
): Narrowing | undefined {
  let doubtful: Narrowing | undefined;
  for (const deny of statements) {
    if (deny.effect !== 'Deny' || deny.unknowns.length > 0) continue;
    if (!concernsEveryone(deny) || !coversActions(allow, deny) || !coversResources(graph, allow, deny))
      continue;
    const left = remainder(graph, deny.conditions, options);
    if (left.strength === 'narrow') return left;
    if (left.strength === 'unknown') doubtful ??= left;
  }
  return doubtful;
}

/** A Deny with NotPrincipal leaves those whom it names. */
function concernsEveryone(deny: PolicyStatement): boolean {
  if (deny.notPrincipals) return true;
  return (deny.principals ?? []).some(
    ({ type, values }) => type === '*' || (type === 'AWS' && values.includes('*')),
  );
}

function coversActions(allow: PolicyStatement, deny: PolicyStatement): boolean {
  const given = texts(allow.actions, actionText);
  const taken = texts(deny.actions ?? deny.notActions, actionText);
  if (!taken) return false;
  if (!deny.actions) return given !== undefined && within(given, taken, false);
  if (taken.includes('*')) return true;
  // In the policy of one service's resource `*` gives no more than all actions of the service.
  return (
    given !== undefined &&
    within(
      given.map((one) => (one === '*' ? wholeService(taken) : one)),
      taken,
      true,
    )
  );
}

function wholeService(actions: readonly string[]): string {
  return actions.find((one) => /^[a-z0-9-]+:\*$/.test(one)) ?? '*';
}

function actionText(value: Value): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

function coversResources(graph: Graph, allow: PolicyStatement, deny: PolicyStatement): boolean {
  const taken = texts(deny.resources ?? deny.notResources, (value) => graph.text(value));
  // A policy of a kind without resources concerns the one that it is attached to.
  if (!taken) return true;
  if (deny.resources && taken.includes('*')) return true;
  const given = texts(allow.resources, (value) => graph.text(value));
  return given !== undefined && within(given, taken, deny.resources !== undefined);
}

function within(given: readonly string[], taken: readonly string[], positive: boolean): boolean {
  const globs = taken.map(globOf);
  return given.every((one) => {
    const glob = globOf(one);
    return positive
      ? globs.some((other) => covers(other, glob))
      : globs.every((other) => !overlaps(other, glob));
  });
}

/** All of the values as texts, or nothing if one of them is not known. */
function texts(
  values: readonly Value[] | undefined,
  read: (value: Value) => string | undefined,
): readonly string[] | undefined {
  if (!values) return undefined;
  const found = values.map((value) =>
    value instanceof Unknown && !value.reference ? undefined : read(value),
  );
  return found.every((one): one is string => one !== undefined) ? found : undefined;
}
