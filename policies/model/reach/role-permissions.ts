import type { PolicyStatement } from '../../graph/policy-document';
import type { Resource } from '../../graph/resource';
import { type EffectivePermission, effectivePermissions } from '../../iam/effective-permissions';
import type { StatementReference } from '../../iam/statement';
import type { RuleContext } from '../../rules/context';
import { type AttachedPolicy, allPolicies, type Identity, principalPolicies } from '../identity/principal';
import { statementOf } from '../policy-of';

/** Where a statement of a role is written: the attachment, for a policy that is not in the input. */
export interface StatementAt {
  readonly resource: Resource;
  readonly path: string;
  readonly sid?: string;
  /** None for a policy of AWS or of another configuration. */
  readonly statement?: PolicyStatement;
}

/** What a role may do by itself, and by which statements. */
export class RolePermissions {
  readonly permissions: readonly EffectivePermission[];
  private readonly policies: ReadonlyMap<string, AttachedPolicy>;

  constructor(
    private readonly context: RuleContext,
    readonly identity: Identity,
  ) {
    this.permissions = effectivePermissions(principalPolicies(identity));
    const all = [...allPolicies(identity), ...(identity.boundary ? [identity.boundary] : [])];
    this.policies = new Map(all.map((one) => [one.policy.name, one]));
  }

  at({ policy, statement, sid }: StatementReference): StatementAt | undefined {
    const attached = this.policies.get(policy);
    if (!attached) return undefined;
    const written = attached.bound && statementOf(attached.bound, statement);
    const resource = (written && this.context.graph.byKey(written.resource)) ?? attached.holder;
    return {
      resource,
      path: written?.path ?? '',
      ...(sid === undefined ? {} : { sid }),
      ...(written ? { statement: written } : {}),
    };
  }

  /** Whether the policy is one that AWS keeps: nobody chose its actions one by one. */
  isOfAws({ policy }: StatementReference): boolean {
    return this.policies.get(policy)?.via === 'aws-managed';
  }
}

/** The permissions of roles, each when it is first asked for: `context.derive(rolePermissions).of(identity)`. */
export function rolePermissions(context: RuleContext): { of(identity: Identity): RolePermissions } {
  const known = new Map<Identity, RolePermissions>();
  return {
    of: (identity) => {
      const found = known.get(identity) ?? new RolePermissions(context, identity);
      known.set(identity, found);
      return found;
    },
  };
}
