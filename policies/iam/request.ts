import { type Arn, arnOf } from './arn-pattern';
import type { Context, ContextValue } from './context';
import { type IdentityPrincipal, isIdentity, type Principal, principalOf } from './principal';
import { isUnknown, type Unknown } from './truth';

/** What is asked of AWS. */
export interface AccessRequest {
  /** A principal, or what `principalOf` reads. */
  readonly principal: Principal | Unknown | string;
  /** `service:Action`, in any case. */
  readonly action: string;
  /** The resource's ARN, or `*` for an action that has none. */
  readonly resource: string | Unknown;
  /** @default the account in the resource's ARN; the principal's own for `*`; otherwise both cases are judged */
  readonly resourceAccountId?: string;
  /** Keys in any case. The keys that follow from the principal and the account are added unless given. @default none */
  readonly context?: Readonly<Record<string, ContextValue>>;
  /** Whether a key that is not listed is known to be absent, or not known at all. @default absent */
  readonly otherKeys?: 'absent' | 'unknown';
}

/** A request made ready once for all the policies that judge it. */
export class PreparedRequest implements Context {
  readonly principal: Principal | Unknown;
  readonly action: string;
  readonly resource: string | Unknown;
  /** The resource taken apart; nothing when it is not known. */
  readonly arn: Arn | undefined;
  readonly resourceAccountId: string | undefined;
  private values: ReadonlyMap<string, ContextValue> | undefined;
  private readonly given: AccessRequest['context'];
  private readonly unlisted: Unknown | undefined;

  constructor(request: AccessRequest) {
    this.principal =
      typeof request.principal === 'string' ? principalOf(request.principal) : request.principal;
    this.action = request.action.toLowerCase();
    this.resource = request.resource;
    this.arn = isUnknown(request.resource) ? undefined : arnOf(request.resource);
    this.resourceAccountId =
      request.resourceAccountId ?? accountOf(request.resource, this.arn, this.principal);
    this.unlisted =
      request.otherKeys === 'unknown' ? { unknown: 'the key is not among those given' } : undefined;
    this.given = request.context;
  }

  value(key: string): ContextValue | undefined {
    this.values ??= inLowerCase(this.given);
    const given = this.values.get(key);
    if (given !== undefined) {
      return Array.isArray(given) && given.length === 0 ? undefined : given;
    }
    return this.derived(key);
  }

  private derived(key: string): ContextValue | undefined {
    if (isUnknown(this.principal)) {
      return key.startsWith('aws:principal') || key === 'aws:username' ? this.principal : this.unlisted;
    }
    switch (key) {
      case 'aws:principalarn':
        return isIdentity(this.principal) ? (this.principal.roleArn ?? this.principal.arn) : undefined;
      case 'aws:principalaccount':
        return isIdentity(this.principal) ? this.principal.accountId : undefined;
      case 'aws:principaltype':
        return principalType(this.principal);
      case 'aws:principalisawsservice':
        return String(this.principal.kind === 'service');
      case 'aws:principalservicename':
        return this.principal.kind === 'service' ? this.principal.service : undefined;
      case 'aws:username':
        return this.principal.kind === 'user' ? lastPart(this.principal) : undefined;
      case 'aws:resourceaccount':
        return this.resourceAccountId ?? this.unlisted;
      default:
        return this.unlisted;
    }
  }
}

function inLowerCase(context: AccessRequest['context']): ReadonlyMap<string, ContextValue> {
  const values = new Map<string, ContextValue>();
  for (const key in context) {
    const value = context[key];
    if (value !== undefined) {
      values.set(key.toLowerCase(), value);
    }
  }
  return values;
}

function principalType(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'root':
      return 'Account';
    case 'user':
      return 'User';
    case 'role':
    case 'role-session':
      return 'AssumedRole';
    case 'federated-user':
      return 'FederatedUser';
    case 'anonymous':
      return 'Anonymous';
    default:
      return undefined;
  }
}

function lastPart(principal: IdentityPrincipal): string {
  return principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
}

function accountOf(
  resource: string | Unknown,
  arn: Arn | undefined,
  principal: Principal | Unknown,
): string | undefined {
  if (resource === '*') {
    return isIdentity(principal) ? principal.accountId : undefined;
  }
  const account = arn?.head[4];
  return account === '' ? undefined : account;
}
