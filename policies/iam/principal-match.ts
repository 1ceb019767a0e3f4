import type { PrincipalElement, PrincipalEntry } from './document-principal';
import { type IdentityPrincipal, isIdentity, type Principal } from './principal';
import { either, isUnknown, not, some, type Truth, type Unknown } from './truth';

/**
 * How a resource's policy names the one who asks. It matters for an Allow within one account (IAM User Guide, "Policy
 * evaluation logic"): named directly, nothing that an identity policy, boundary or session policy leaves out can
 * take it away; named by the role, boundary and session policy still limit it; named by the account, the identity
 * policies must allow it too.
 */
export interface PrincipalMatch {
  readonly direct: Truth;
  readonly byRole: Truth;
  readonly byAccount: Truth;
}

const nobody: PrincipalMatch = { direct: false, byRole: false, byAccount: false };
const itself: PrincipalMatch = { direct: true, byRole: false, byAccount: false };
const theRole: PrincipalMatch = { direct: false, byRole: true, byAccount: false };
const theAccount: PrincipalMatch = { direct: false, byRole: false, byAccount: true };
const perhaps: PrincipalMatch = { direct: 'unknown', byRole: 'unknown', byAccount: 'unknown' };
const perhapsItself: PrincipalMatch = { direct: 'unknown', byRole: false, byAccount: false };

export function named(match: PrincipalMatch): Truth {
  return either(match.direct, either(match.byRole, match.byAccount));
}

/** @param bounded whether the one who asks has a permissions boundary, which `NotPrincipal` never spares */
export function matchPrincipal(
  element: PrincipalElement,
  principal: Principal | Unknown,
  denies: boolean,
  bounded: boolean,
): PrincipalMatch {
  if (isUnknown(principal)) {
    const everyone = element.entries.some((entry) => entry.type === 'everyone');
    return everyone ? (element.negated ? nobody : itself) : perhaps;
  }
  if (element.negated) {
    const others = denies ? notSpared(element, principal, bounded) : not(listed(element, principal));
    return { direct: others, byRole: false, byAccount: false };
  }
  const [first, ...rest] = element.entries;
  if (first === undefined) {
    return nobody;
  }
  let match = matchEntry(first, principal);
  for (const entry of rest) {
    const other = matchEntry(entry, principal);
    match = {
      direct: either(match.direct, other.direct),
      byRole: either(match.byRole, other.byRole),
      byAccount: either(match.byAccount, other.byAccount),
    };
  }
  return match;
}

function listed(element: PrincipalElement, principal: Principal): Truth {
  return some(element.entries, (entry) => named(matchEntry(entry, principal)));
}

/**
 * Deny with NotPrincipal spares who is listed. AWS asks for the account to be listed too, and for a session the role:
 * "otherwise the policy might deny access" depends on the service, so it is unknown; the account alone spares only
 * its root user.
 */
function notSpared(element: PrincipalElement, principal: Principal, bounded: boolean): Truth {
  if (element.entries.some((entry) => entry.type === 'everyone')) {
    return false;
  }
  if (!isIdentity(principal)) {
    return not(listed(element, principal));
  }
  if (bounded) {
    return true;
  }
  let direct: Truth = false;
  let byRole: Truth = false;
  let byAccount: Truth = false;
  for (const entry of element.entries) {
    const match = matchEntry(entry, principal);
    direct = either(direct, match.direct);
    byRole = either(byRole, match.byRole);
    byAccount = either(byAccount, match.byAccount);
  }
  if (principal.kind === 'root') {
    return not(direct);
  }
  if (direct === false && byRole === false) {
    return true;
  }
  const isSession = principal.kind !== 'user';
  return direct === true && byAccount === true && (!isSession || byRole === true) ? false : 'unknown';
}

function matchEntry(entry: PrincipalEntry, principal: Principal): PrincipalMatch {
  const { type, value } = entry;
  if (type === 'everyone') {
    return itself;
  }
  if (isUnknown(value)) {
    return type === 'unknown' || isOfType(principal, type) ? perhaps : nobody;
  }
  switch (type) {
    case 'AWS':
      return isIdentity(principal) ? matchAws(value, principal) : nobody;
    case 'Service':
      return principal.kind === 'service' && (value === '*' || value === principal.service) ? itself : nobody;
    case 'Federated':
      return principal.kind === 'federated' && (value === '*' || value === principal.provider)
        ? itself
        : nobody;
    case 'CanonicalUser':
      if (!isIdentity(principal)) {
        return nobody;
      }
      return principal.canonicalUserId === undefined
        ? { ...nobody, byAccount: 'unknown' }
        : principal.canonicalUserId === value
          ? accountOf(principal)
          : nobody;
    default:
      return perhaps;
  }
}

function isOfType(principal: Principal, type: PrincipalEntry['type']): boolean {
  switch (type) {
    case 'Service':
      return principal.kind === 'service';
    case 'Federated':
      return principal.kind === 'federated';
    default:
      return isIdentity(principal);
  }
}

function accountOf(principal: IdentityPrincipal): PrincipalMatch {
  return principal.kind === 'root' ? itself : theAccount;
}

const accountId = /^\d{12}$/;
const rootArn = /^arn:[^:]+:iam::(\d{12}):root$/;
/** The unique ids that IAM stores for a role or user, shown once the entity behind it is gone. */
const uniqueId = /^A(ROA|IDA|GPA|CCA)[A-Z0-9]{12,}$/;

function matchAws(value: string, principal: IdentityPrincipal): PrincipalMatch {
  const account = accountId.test(value) ? value : rootArn.exec(value)?.[1];
  if (account !== undefined) {
    return account === principal.accountId ? accountOf(principal) : nobody;
  }
  if (value === principal.arn) {
    return principal.kind === 'role' ? theRole : itself;
  }
  if (value === principal.roleArn || value === principal.userArn) {
    return theRole;
  }
  if (principal.kind === 'role' && isSessionOf(value, principal)) {
    return perhapsItself;
  }
  return uniqueId.test(value) ? perhaps : nobody;
}

function isSessionOf(value: string, principal: IdentityPrincipal): boolean {
  const role = principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
  return value.includes(`:sts::${principal.accountId}:assumed-role/${role}/`);
}
