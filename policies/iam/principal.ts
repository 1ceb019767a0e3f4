import { isUnknown, type Unknown } from './truth';

/** Who makes a request. */
export type Principal = IdentityPrincipal | ServicePrincipal | FederatedPrincipal | AnonymousPrincipal;

/** A principal that belongs to an account and has identity policies there (the root user has everything instead). */
export interface IdentityPrincipal {
  readonly kind: 'root' | 'user' | 'role' | 'role-session' | 'federated-user';
  /** The ARN of the user, the session or the root. For `role` (some session, its name not known) the role's. */
  readonly arn: string;
  readonly accountId: string;
  /**
   * Of a role or a role's session: the role's ARN with its path, which a session's ARN does not hold.
   *
   * @default the role without a path
   */
  readonly roleArn?: string;
  /** Of a federated user's session: the user who called GetFederationToken. @default not known */
  readonly userArn?: string;
  /** The account's canonical user id (S3). @default not known, so a `CanonicalUser` element is unknown */
  readonly canonicalUserId?: string;
}

export interface ServicePrincipal {
  readonly kind: 'service';
  /** Such as `events.amazonaws.com`. */
  readonly service: string;
}

/** Somebody whom an identity provider vouches for, before a role is assumed (sts:AssumeRoleWithWebIdentity, …WithSAML). */
export interface FederatedPrincipal {
  readonly kind: 'federated';
  /** A provider's ARN, or a name such as `cognito-identity.amazonaws.com`. */
  readonly provider: string;
}

export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}

const identityArn =
  /^arn:[^:]+:(iam|sts)::(\d{12}):(root$|user\/|role\/|assumed-role\/|federated-user\/)(.*)$/s;

/**
 * Reads an ARN (`…:root`, `…:user/x`, `…:role/x`, `…:assumed-role/r/s`, `…:federated-user/x`, `…:oidc-provider/x`,
 * `…:saml-provider/x`), a service's name or `*` (nobody signed the request). Anything else is unknown.
 */
export function principalOf(text: string): Principal | Unknown {
  const match = identityArn.exec(text);
  const accountId = match?.[2];
  if (match !== null && accountId !== undefined) {
    return identityOf(text, accountId, match[3] ?? '', match[4] ?? '');
  }
  if (text === '*') {
    return { kind: 'anonymous' };
  }
  if (/^arn:[^:]+:iam::\d{12}:(oidc|saml)-provider\//.test(text)) {
    return { kind: 'federated', provider: text };
  }
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text)) {
    return { kind: 'service', service: text };
  }
  return { unknown: `${text} is not the ARN of a principal, a service's name or *` };
}

function identityOf(arn: string, accountId: string, kind: string, name: string): IdentityPrincipal | Unknown {
  const partition = arn.split(':')[1] ?? 'aws';
  switch (kind) {
    case 'root':
      return { kind: 'root', arn, accountId };
    case 'user/':
      return { kind: 'user', arn, accountId };
    case 'role/':
      return { kind: 'role', arn, accountId, roleArn: arn };
    case 'federated-user/':
      return { kind: 'federated-user', arn, accountId };
    default: {
      const [role, session] = name.split('/');
      if (role === undefined || role === '' || session === undefined || session === '') {
        return { unknown: `${arn} does not name a role and a session` };
      }
      return {
        kind: 'role-session',
        arn,
        accountId,
        roleArn: `arn:${partition}:iam::${accountId}:role/${role}`,
      };
    }
  }
}

export function isIdentity(principal: Principal | Unknown): principal is IdentityPrincipal {
  return !isUnknown(principal) && 'accountId' in principal;
}

/** AWS exempts the roles that its services made for themselves from service control policies. */
export function isServiceLinkedRole(principal: IdentityPrincipal): boolean {
  return principal.roleArn?.includes(':role/aws-service-role/') ?? false;
}
