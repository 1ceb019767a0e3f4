import type { Statement } from '../core/capability';
import type { PolicyStatement } from '../identity/policy-document';

/** Who may do what through an endpoint. */
export interface EndpointGrant {
  /** Roles, by ARN. */
  readonly principalArns: readonly string[];
  readonly statements: readonly Statement[];
}

/** Characters that AWS takes, blanks included. Source: AWS PrivateLink quotas, facts.json `q-vpce-pol`. */
export const ENDPOINT_POLICY_QUOTA = 20_480;

/**
 * The statements of an endpoint's policy: what the grants allow their roles, and nothing else.
 *
 * The principal is `*`, narrowed by `aws:PrincipalArn`: an endpoint policy that names a role breaks when the role is
 * made anew, as AWS keeps its unique id in place of the ARN. Equal statements of several roles become one. The order
 * follows from the content, so it does not change with the order in which functions are listed.
 */
export function endpointPolicy(grants: readonly EndpointGrant[]): readonly PolicyStatement[] {
  const merged = new Map<string, { statement: Statement; principalArns: Set<string> }>();
  for (const { principalArns, statements } of grants) {
    for (const statement of statements) {
      const normal = normalise(statement);
      const key = JSON.stringify(normal);
      const entry = merged.get(key) ?? { statement: normal, principalArns: new Set() };
      for (const arn of principalArns) entry.principalArns.add(arn);
      merged.set(key, entry);
    }
  }
  const entries = [...merged.values()].sort((a, b) => compare(orderOf(a), orderOf(b)));
  const used = new Map<string, number>();
  return entries.map(({ statement, principalArns }) => ({
    ...statement,
    sid: distinctSid(statement.sid, used),
    principals: [{ type: '*', identifiers: ['*'] }],
    conditions: [
      { test: 'ArnEquals', variable: 'aws:PrincipalArn', values: sortReferences(principalArns) },
      ...(statement.conditions ?? []),
    ],
  }));
}

function normalise({ sid, actions, resources, conditions = [] }: Statement): Statement {
  return {
    sid,
    actions: [...new Set(actions)].sort(),
    resources: sortReferences(resources),
    conditions: [...conditions].sort((a, b) => compare(a.variable + a.test, b.variable + b.test)),
  };
}

/** Statements of different grants may have the same sid; within a policy it must be unique. */
function distinctSid(sid: string, used: Map<string, number>): string {
  const count = (used.get(sid) ?? 0) + 1;
  used.set(sid, count);
  return count === 1 ? sid : `${sid}${count}`;
}

function orderOf({ statement, principalArns }: { statement: Statement; principalArns: Set<string> }): string {
  const { sid, actions, resources, conditions } = statement;
  return withoutTokens(JSON.stringify([sid, actions, resources, sortReferences(principalArns), conditions]));
}

function sortReferences(values: Iterable<string>): string[] {
  return [...new Set(values)].sort((a, b) => compare(withoutTokens(a), withoutTokens(b)));
}

/** The number in a reference's placeholder says when it was made, not what it is. */
function withoutTokens(text: string): string {
  return text.replace(/\$\{TfToken\[TOKEN\.\d+\]\}/g, '${}');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
