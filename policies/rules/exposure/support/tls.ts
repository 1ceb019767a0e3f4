import type { PolicyStatement } from '../../../graph/policy-document';
import type { Resource } from '../../../graph/resource';
import { toText, Unknown } from '../../../graph/value';
import { covers, globOf } from '../../../iam/glob';
import {
  type ResourcePolicy,
  resourcePolicyOf,
  straying,
} from '../../../model/resource-policies/resource-policies';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';

export interface TlsRequirement {
  /** In the message: `the queue`. */
  readonly what: string;
  /** What must be refused without TLS, in lower case: `sqs:*`. */
  readonly action: string;
  /** The type that sets the policy from outside. */
  readonly separate: string;
}

/** Whether the resource's policy refuses requests without TLS. */
export function refusesPlainText(
  resource: Resource,
  context: RuleContext,
  { what, action, separate }: TlsRequirement,
): Outcome {
  const policies = resourcePolicyOf(context, resource);
  if (policies.some(({ document }) => document.statements.some((one) => isRefusal(one, action))))
    return pass();
  const lost = firstLost(policies);
  if (lost) return unknown(`the policy of ${what}`, lost);
  const stray = straying(context, separate);
  if (stray) return unknown(`the policy of ${what}`, `${stray.holder.address} may be the one that sets it`);
  const written = policies.some(({ origin }) => origin !== 'default');
  return fail(
    written
      ? `no statement of ${what}'s policy refuses requests without TLS`
      : `${what} has no policy that refuses requests without TLS`,
    written ? 'policy' : '',
  );
}

function firstLost(policies: readonly ResourcePolicy[]): Unknown | undefined {
  for (const { document } of policies) {
    if (document.unknown) return document.unknown;
    for (const { unknowns, effect } of document.statements) {
      const found = unknowns[0] ?? (effect instanceof Unknown ? effect : undefined);
      if (found) return found;
    }
  }
  return undefined;
}

/** A Deny for everyone on the action, on the one condition that the request comes without TLS, or with an old one. */
function isRefusal(statement: PolicyStatement, action: string): boolean {
  const { effect, principals = [], actions = [], conditions, unknowns } = statement;
  if (effect !== 'Deny' || unknowns.length > 0 || conditions.length !== 1) return false;
  const everyone = principals.some(
    ({ type, values }) => type === '*' || (type === 'AWS' && values.includes('*')),
  );
  if (!everyone) return false;
  const wanted = globOf(action);
  if (!actions.some((one) => typeof one === 'string' && covers(globOf(one.toLowerCase()), wanted)))
    return false;
  const [condition] = conditions;
  return (
    condition?.key.toLowerCase() === 'aws:securetransport' &&
    /^bool(ifexists)?$/i.test(condition.operator) &&
    condition.values.length === 1 &&
    toText(condition.values[0]) === 'false'
  );
}
