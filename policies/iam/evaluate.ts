import { judgeLayer, type LayerName, type LayerVerdict, type ResourceVerdict } from './layer';
import type { Policy } from './policy';
import { type IdentityPrincipal, isIdentity, isServiceLinkedRole } from './principal';
import { type AccessRequest, PreparedRequest } from './request';
import type { StatementReference } from './statement';
import { both, either, every, isUnknown, some, type Truth, type Unknown } from './truth';

/** All the policies that have a say. What is left out does not exist, unless it is said to be unknown. */
export interface PolicySet {
  /** Of the user (with its groups') or the role: every attachment. @default none */
  readonly identity?: readonly Policy[];
  /** @default no boundary */
  readonly boundary?: Policy;
  /** Passed when the session was made; with several, each must allow. @default no session policy */
  readonly session?: readonly Policy[];
  /** The policy of the resource: a queue's, a bucket's, a key's (`key`), a role's trust (`trust`). @default none */
  readonly resource?: Policy;
  /** Of the VPC endpoint that the request goes through. @default it goes through none, or none has a policy */
  readonly endpoint?: EndpointPolicy;
  /** Service control policies of each level from the organisation's root to the account. @default no organisation */
  readonly serviceControl?: readonly (readonly Policy[])[];
  /** Resource control policies, likewise. `RCPFullAWSAccess` is part of each level. @default none */
  readonly resourceControl?: readonly (readonly Policy[])[];
}

export interface EndpointPolicy {
  readonly policy: Policy;
  /**
   * A gateway endpoint's policy that names an account means its root user only; an interface endpoint's means all
   * its principals.
   *
   * @default gateway or interface, not known, for S3 and DynamoDB; interface for the others
   */
  readonly type?: 'gateway' | 'interface';
}

export type Verdict = 'allowed' | 'explicitly denied' | 'implicitly denied' | 'unknown';

export interface Decision {
  readonly verdict: Verdict;
  /** The statements that decided: the denials; else, when allowed, the Allows; else those that may apply. */
  readonly deciding: readonly StatementReference[];
  /** For an implicit denial, and for an unknown verdict: the layers without a sure Allow that was needed. */
  readonly lacking: readonly LayerName[];
  /** What each layer said, in the order in which AWS asks. */
  readonly layers: readonly LayerVerdict[];
  /** What a reviewer must know beyond the layers, such as that the resource's account is not known. */
  readonly notes: readonly string[];
}

/** Judges a request by all the policies, as AWS documents it (IAM User Guide, "Policy evaluation logic"). */
export function evaluate(request: AccessRequest, policies: PolicySet): Decision {
  return judge(new PreparedRequest(request), policies);
}

interface Layers {
  readonly serviceControl: readonly LayerVerdict[];
  readonly resourceControl: readonly LayerVerdict[];
  readonly endpoint: LayerVerdict | undefined;
  readonly resource: ResourceVerdict | undefined;
  readonly identity: LayerVerdict | undefined;
  readonly boundary: LayerVerdict | undefined;
  readonly session: readonly LayerVerdict[];
}

interface Gate {
  readonly truth: Truth;
  readonly lacking: readonly LayerName[];
}

/** The same for a request that was made ready before. */
export function judge(request: PreparedRequest, policies: PolicySet): Decision {
  const notes: string[] = [];
  const layers = judgeLayers(request, policies);
  const all = listed(layers);
  const denied = some(all, (layer) => layer.denied);
  if (denied === true) {
    return {
      verdict: 'explicitly denied',
      deciding: all.flatMap((layer) => layer.denies),
      lacking: [],
      layers: all,
      notes,
    };
  }
  const gate = allowance(request, policies, layers, notes);
  if (gate.truth === false) {
    return { verdict: 'implicitly denied', deciding: [], lacking: gate.lacking, layers: all, notes };
  }
  if (gate.truth === true && denied === false) {
    return {
      verdict: 'allowed',
      deciding: all.flatMap((layer) => layer.allows),
      lacking: [],
      layers: all,
      notes,
    };
  }
  return {
    verdict: 'unknown',
    deciding: all.flatMap((layer) => layer.uncertain),
    lacking: gate.lacking,
    layers: all,
    notes,
  };
}

function judgeLayers(request: PreparedRequest, policies: PolicySet): Layers {
  const { principal } = request;
  const identity = isUnknown(principal) || isIdentity(principal);
  const bounded = identity && policies.boundary !== undefined;
  const controlled = isIdentity(principal) ? !isServiceLinkedRole(principal) : identity;
  const control = controlled ? (policies.serviceControl ?? []) : [];
  return {
    serviceControl: control.map((level, index) =>
      judgeLayer('service control', level, request, false, index),
    ),
    resourceControl: (policies.resourceControl ?? []).map((level, index) =>
      judgeLayer('resource control', level, request, false, index),
    ),
    endpoint: policies.endpoint && judgeEndpoint(policies.endpoint, request),
    resource: policies.resource && judgeLayer('resource', [policies.resource], request, bounded),
    identity: identity ? judgeLayer('identity', policies.identity ?? [], request) : undefined,
    boundary:
      identity && policies.boundary ? judgeLayer('boundary', [policies.boundary], request) : undefined,
    session: identity
      ? (policies.session ?? []).map((policy) => judgeLayer('session', [policy], request))
      : [],
  };
}

function listed(layers: Layers): readonly LayerVerdict[] {
  const { endpoint, resource, identity, boundary } = layers;
  return [
    ...layers.serviceControl,
    ...layers.resourceControl,
    ...(endpoint ? [endpoint] : []),
    ...(resource ? [resource] : []),
    ...(identity ? [identity] : []),
    ...(boundary ? [boundary] : []),
    ...layers.session,
  ];
}

function judgeEndpoint(endpoint: EndpointPolicy, request: PreparedRequest): LayerVerdict {
  const verdict = judgeLayer('endpoint', [endpoint.policy], request);
  const { direct, byRole, byAccount } = verdict.granted;
  const gateway =
    endpoint.type === undefined
      ? /^(s3|dynamodb):/.test(request.action) && 'unknown'
      : endpoint.type === 'gateway';
  const account = gateway === true ? false : gateway === false ? byAccount : both(byAccount, 'unknown');
  return { ...verdict, allowed: either(direct, either(byRole, account)) };
}

/** Whether every layer that must allow does, and which do not. */
function allowance(request: PreparedRequest, policies: PolicySet, layers: Layers, notes: string[]): Gate {
  const outer = conjunction([
    ['service control', every(layers.serviceControl, (level) => level.allowed)],
    ['endpoint', layers.endpoint?.allowed ?? true],
  ]);
  return together(outer, grant(request, policies, layers, notes));
}

function grant(request: PreparedRequest, policies: PolicySet, layers: Layers, notes: string[]): Gate {
  const { principal } = request;
  const resource = resourceGrant(request, policies, layers, notes);
  if (isUnknown(principal)) {
    notes.push(`the principal is not known: ${principal.unknown}`);
    return { truth: 'unknown', lacking: ['identity', 'resource'] };
  }
  if (!isIdentity(principal)) {
    return conjunction([['resource', resource.any]]);
  }
  const same =
    request.resourceAccountId === undefined ? 'unknown' : request.resourceAccountId === principal.accountId;
  const limits = limitsOf(principal, layers);
  const identity: Truth = principal.kind === 'root' ? true : (layers.identity?.allowed ?? false);
  const own = together(conjunction([['identity', identity]]), limits);
  const across = () => together(conjunction([['resource', resource.any]]), own);
  const within = () => withinAccount(resource, identity, limits);
  if (same === true) {
    return within();
  }
  if (same === false) {
    return across();
  }
  const [near, far] = [within(), across()];
  if (near.truth === far.truth) {
    return { truth: near.truth, lacking: [...new Set([...near.lacking, ...far.lacking])] };
  }
  notes.push(
    "the resource's account is not known: within the principal's account the verdict would be another",
  );
  return { truth: 'unknown', lacking: far.lacking };
}

interface ResourceGrant {
  readonly direct: Truth;
  readonly byRole: Truth;
  readonly byAccount: Truth;
  readonly any: Truth;
  /** Keys and roles: their own policy must allow, or hand the decision to the account's identity policies. */
  readonly decides: boolean;
}

function resourceGrant(
  request: PreparedRequest,
  policies: PolicySet,
  layers: Layers,
  notes: string[],
): ResourceGrant {
  const kind = policies.resource?.document.kind;
  const decides = kind === 'key' || kind === 'trust' || hasPolicyAlways(request);
  if (layers.resource !== undefined) {
    return { ...layers.resource.granted, any: layers.resource.allowed, decides };
  }
  if (decides) {
    notes.push('a KMS key and a role always have a policy of their own; none was given');
    return { direct: 'unknown', byRole: 'unknown', byAccount: 'unknown', any: 'unknown', decides };
  }
  return { direct: false, byRole: false, byAccount: false, any: false, decides };
}

const keyResource = /^arn:[^:]*:kms:[^:]*:[^:]*:key\//;
const roleResource = /^arn:[^:]*:iam::[^:]*:role\//;

function hasPolicyAlways(request: PreparedRequest): boolean {
  const resource: string | Unknown = request.resource;
  if (isUnknown(resource)) {
    return request.action.startsWith('kms:') || request.action.startsWith('sts:assumerole');
  }
  return request.action.startsWith('kms:')
    ? keyResource.test(resource)
    : request.action.startsWith('sts:') && roleResource.test(resource);
}

/** What limits an identity's own permissions. A federated user without a session policy has none (and the root no limits). */
function limitsOf(principal: IdentityPrincipal, layers: Layers): Gate {
  const session: Truth =
    principal.kind === 'federated-user' && layers.session.length === 0
      ? false
      : every(layers.session, (policy) => policy.allowed);
  return conjunction([
    ['boundary', principal.kind === 'root' ? true : (layers.boundary?.allowed ?? true)],
    ['session', session],
  ]);
}

function withinAccount(resource: ResourceGrant, identity: Truth, limits: Gate): Gate {
  const delegated = resource.decides ? both(identity, resource.byAccount) : identity;
  const truth = either(resource.direct, both(limits.truth, either(resource.byRole, delegated)));
  if (truth === true) {
    return { truth, lacking: [] };
  }
  const granted = either(resource.byRole, delegated);
  const lacking: LayerName[] = [];
  if (granted !== true) {
    if (identity !== true) {
      lacking.push('identity');
    }
    if (resource.decides && resource.byAccount !== true) {
      lacking.push('resource');
    }
  }
  return { truth, lacking: [...lacking, ...limits.lacking] };
}

function conjunction(parts: readonly (readonly [LayerName, Truth])[]): Gate {
  return {
    truth: every(parts, ([, truth]) => truth),
    lacking: parts.filter(([, truth]) => truth !== true).map(([name]) => name),
  };
}

function together(left: Gate, right: Gate): Gate {
  return { truth: both(left.truth, right.truth), lacking: [...left.lacking, ...right.lacking] };
}
