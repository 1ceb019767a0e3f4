import type { PolicyStatement } from '../../graph/policy-document';
import { Unknown, type Value } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { afterDenies } from './denies';
import { type Narrowing, type NarrowingOptions, narrowing } from './narrowing';
import type { ResourcePolicy } from './resource-policies';
import { reading } from './value-text';

/** Who is let in by one principal of one Allow. */
export type Audience =
  | 'everyone'
  | 'own-account'
  | 'other-account'
  | 'service'
  | 'federated'
  | 'canonical-user'
  | 'unknown';

export interface Admission {
  readonly policy: ResourcePolicy;
  readonly statement: PolicyStatement;
  readonly audience: Audience;
  /** As it is written, with placeholders for what is not known. */
  readonly principal: string;
  /** The account's number, where the principal names one. */
  readonly account?: string;
  /** What the conditions, and the Denies of the same policy, leave of it. */
  readonly narrowing: Narrowing;
}

/** Everyone whom the policy lets in, principal by principal. */
export function admissions(
  context: RuleContext,
  policy: ResourcePolicy,
  options: NarrowingOptions = {},
): readonly Admission[] {
  return policy.document.statements
    .filter(({ effect }) => effect === 'Allow' || effect instanceof Unknown)
    .flatMap((statement) => {
      const found = principalsOf(context, policy, statement);
      if (found.length === 0) return [];
      const limit = limitOf(context, policy, statement, options);
      return found.map((one) => ({ policy, statement, narrowing: limit, ...one }));
    });
}

type Who = Pick<Admission, 'audience' | 'principal' | 'account'>;

function principalsOf(
  context: RuleContext,
  policy: ResourcePolicy,
  statement: PolicyStatement,
): readonly Who[] {
  if (statement.notPrincipals)
    return [{ audience: 'everyone', principal: 'everyone outside a NotPrincipal' }];
  if (!statement.principals) {
    return statement.unknowns.length > 0
      ? [{ audience: 'unknown', principal: 'a principal that is not known' }]
      : [];
  }
  return statement.principals.flatMap(({ type, values }) => {
    if (type === '*') return [{ audience: 'everyone' as const, principal: '*' }];
    return values.map((value) => whoIs(context, policy, type, value));
  });
}

const AUDIENCES: Readonly<Record<string, Audience>> = {
  Service: 'service',
  Federated: 'federated',
  CanonicalUser: 'canonical-user',
};

function whoIs(context: RuleContext, policy: ResourcePolicy, type: string, value: Value): Who {
  const read = reading(context.graph, value);
  if (!read) return { audience: 'unknown', principal: 'a principal that is no text' };
  const principal = read.likely;
  const audience = AUDIENCES[type];
  if (audience) return { audience, principal };
  if (/^\*+$/.test(principal)) return { audience: 'everyone', principal };
  if (/^\*+$/.test(read.worst)) return { audience: 'unknown', principal };
  const account = /^arn:[^:]*:[^:]*:[^:]*:([^:]+)(:|$)/.exec(principal)?.[1] ?? principal;
  // AWS refuses a wildcard in the account. Where it is written all the same, it is meant to be every account.
  if (/[*?]/.test(account)) return { audience: 'everyone', principal };
  const own = context.graph.place(policy.target ?? policy.holder).account;
  const number = /^\d{4,12}$/.test(account) ? { account } : {};
  if (account === own) return { audience: 'own-account', principal, ...number };
  return { audience: 'other-account', principal, ...number };
}

function limitOf(
  context: RuleContext,
  policy: ResourcePolicy,
  statement: PolicyStatement,
  options: NarrowingOptions,
): Narrowing {
  const own = narrowing(context.graph, statement.conditions, options);
  if (own.strength === 'narrow') return own;
  const [lost] = statement.unknowns;
  if (lost) return { strength: 'unknown', reason: lost.reason };
  if (statement.effect instanceof Unknown) return { strength: 'unknown', reason: statement.effect.reason };
  const denied = afterDenies(context.graph, policy.document.statements, statement, options);
  if (denied?.strength === 'narrow') return denied;
  return own.strength === 'unknown' ? own : (denied ?? own);
}
