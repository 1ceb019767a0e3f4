import type { Resource } from '../../graph/resource';
import type { PrincipalPolicies } from '../../iam/effective-permissions';
import type { PolicySet } from '../../iam/evaluate';
import type { Policy } from '../../iam/policy';
import type { BoundPolicy } from '../policy-of';

export type IdentityKind = 'role' | 'user' | 'group';

/** One policy that a role, user or group has. */
export interface AttachedPolicy {
  readonly policy: Policy;
  readonly via: 'inline' | 'customer-managed' | 'aws-managed' | 'not-known';
  /**
   * The document with its statements, to show where they are written. None for a policy of AWS or of another
   * configuration: then `attachment` is the place.
   */
  readonly bound?: BoundPolicy;
  /** The resource that holds the document; for a policy that is not in the input, the one that attaches it. */
  readonly holder: Resource;
  /** The resource that attaches it: the holder itself where it is inline. */
  readonly attachment: Resource;
  /** Of a managed policy. */
  readonly arn?: string;
  /** How the table's version of a policy of AWS differs from AWS's. */
  readonly approximated?: string;
}

/** A role, user or group with all that the configuration says of its permissions. */
export interface Identity {
  readonly kind: IdentityKind;
  /** The name, or the synthetic text of one that AWS makes up. */
  readonly name: string;
  readonly arn: string;
  /** None for one that is only named: `role = "admin"` in an attachment. */
  readonly resource?: Resource;
  /** Its own; a user's groups' are in `groups`. */
  readonly policies: readonly AttachedPolicy[];
  readonly boundary?: AttachedPolicy;
  /** Who may assume the role. */
  readonly trust?: BoundPolicy;
  /** Of a user. */
  readonly groups: readonly Identity[];
  /** Of a role. */
  readonly instanceProfiles: readonly Resource[];
  /** Why there may be policies that are not listed. Empty: these are all that the configuration can give it. */
  readonly gaps: readonly string[];
}

/** Its own policies and its groups'. */
export function allPolicies(identity: Identity): readonly AttachedPolicy[] {
  return [...identity.policies, ...identity.groups.flatMap(({ policies }) => policies)];
}

/** For `effectivePermissions`. */
export function principalPolicies(identity: Identity): PrincipalPolicies {
  return {
    identity: allPolicies(identity).map(({ policy }) => policy),
    ...(identity.boundary ? { boundary: identity.boundary.policy } : {}),
  };
}

/** For `evaluate`: what the identity brings. The resource's policy, the endpoint's and the organisation's are the caller's. */
export function policySetOf(identity: Identity): PolicySet {
  return principalPolicies(identity);
}
