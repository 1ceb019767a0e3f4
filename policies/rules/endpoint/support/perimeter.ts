import type { PolicyStatement } from '../../../graph/policy-document';
import { Unknown } from '../../../graph/value';
import { type KeyKind, keyKind } from '../../../model/resource-policies/condition-keys';
import { afterDenies } from '../../../model/resource-policies/denies';
import { isWideArn, type Narrowing, narrowing } from '../../../model/resource-policies/narrowing';
import type { ResourcePolicy } from '../../../model/resource-policies/resource-policies';
import { reading } from '../../../model/resource-policies/value-text';
import type { RuleContext } from '../../context';

/** Keys that say whose the resource is. In the policy of an endpoint they limit where data can go. */
const RESOURCE_KEYS = new Set([
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
  's3:resourceaccount',
]);

/**
 * Keys that count in the policy of an endpoint. Whence the request comes does not: everything that comes through the
 * endpoint comes from its VPC.
 */
export function endpointKey(key: string): KeyKind | undefined {
  const name = key.toLowerCase();
  if (RESOURCE_KEYS.has(name)) return 'identifier';
  if (/^aws:(sourcevpce?|sourcevpcarn|sourceip|vpce)/.test(name)) return 'weak';
  return keyKind(key);
}

/** Whether conditions or Denies keep an Allow of the policy to known principals or known resources. */
export function conditionsLimit(
  context: RuleContext,
  policy: ResourcePolicy,
  statement: PolicyStatement,
): Narrowing {
  const options = { keys: endpointKey };
  const own = narrowing(context.graph, statement.conditions, options);
  if (own.strength === 'narrow') return own;
  const [lost] = statement.unknowns;
  if (lost) return { strength: 'unknown', reason: lost.reason };
  const denied = afterDenies(context.graph, policy.document.statements, statement, options);
  if (denied?.strength === 'narrow') return denied;
  return own.strength === 'unknown' ? own : (denied ?? own);
}

/** Whether the statement names resources of which nobody else can have one that is named alike. */
export function resourcesLimit(context: RuleContext, statement: PolicyStatement): Narrowing {
  if (statement.notResources) return { strength: 'wide', reason: 'NotResource leaves all others' };
  let doubtful: Narrowing | undefined;
  for (const value of statement.resources ?? ['*']) {
    const read = reading(context.graph, value);
    if (!read || isWideArn(read.likely))
      return { strength: 'wide', reason: `the resource ${read?.likely ?? '?'}` };
    if (isWideArn(read.worst))
      doubtful ??= { strength: 'unknown', reason: read.why?.reason ?? 'a piece is not known' };
  }
  return doubtful ?? { strength: 'narrow', reason: 'the resources are named' };
}

/** Whether the statement names principals, and not everyone. */
export function principalsLimit(context: RuleContext, statement: PolicyStatement): Narrowing {
  if (statement.notPrincipals) return { strength: 'wide', reason: 'NotPrincipal leaves all others' };
  const sets = statement.principals ?? [];
  for (const { type, values } of sets) {
    if (type === '*') return { strength: 'wide', reason: 'everyone' };
    for (const value of values) {
      const read = reading(context.graph, value);
      if (!read || read.likely === '*') return { strength: 'wide', reason: 'everyone' };
      if (read.worst === '*')
        return { strength: 'unknown', reason: read.why?.reason ?? 'a principal is not known' };
    }
  }
  return { strength: 'narrow', reason: 'the principals are named' };
}

/** Allows of the policy, and those of which the effect is not known. */
export function allows(policy: ResourcePolicy): readonly PolicyStatement[] {
  return policy.document.statements.filter(({ effect }) => effect === 'Allow' || effect instanceof Unknown);
}
