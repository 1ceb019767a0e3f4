import type { Resource } from '../../graph/resource';
import type { ContextValue } from '../../iam/context';
import type { EffectivePermission } from '../../iam/effective-permissions';
import { type Decision, judge, type PolicySet } from '../../iam/evaluate';
import type { Policy } from '../../iam/policy';
import { PreparedRequest } from '../../iam/request';
import { isUnknown } from '../../iam/truth';
import type { RuleContext } from '../../rules/context';
import { type Identity, policySetOf } from '../identity/principal';
import type { VpcEndpoint } from '../network/endpoints';
import type { BoundPolicy } from '../policy-of';
import { boundPolicy, resourcePolicyOf } from '../resource-policies/resource-policies';
import { literal, patternsMeet } from './patterns';
import { targetOf } from './target-of';

/** What all policies on the way say of one permission, for a call that the function makes itself. */
export interface Verdict {
  readonly permitted: 'granted' | 'none' | 'unknown';
  /** Of a call that is not granted: whose policy stops it, or would have to be known. */
  readonly by?: 'endpoint policy' | 'resource policy' | 'identity policy';
  /** The policy of the resource that had a say, and the resource. */
  readonly target?: Resource;
  /** Why it is not known. */
  readonly reason?: string;
}

/** A call of which nobody knows more than the permission says: enough are tried to find one that is let through. */
const MOST_TRIES = 24;

/** Asks the evaluator about the permissions of one function, on the way that its calls take. */
export class ServiceAccess {
  private readonly policies: PolicySet;
  private readonly arn: string;

  constructor(
    private readonly context: RuleContext,
    private readonly lambda: Resource,
    private readonly identity: Identity,
  ) {
    this.policies = policySetOf(identity);
    this.arn = context.graph.arn(lambda);
  }

  of(permission: EffectivePermission, endpoint: VpcEndpoint | undefined): Verdict {
    const policy = endpoint && endpointPolicy(this.context, endpoint);
    let best: Verdict | undefined;
    let tries = 0;
    for (const [action, resource] of candidates(permission, policy?.policy)) {
      const found = this.ask(action, resource, permission, endpoint, policy);
      if (found.permitted === 'granted') return found;
      if (!best || (best.permitted === 'none' && found.permitted === 'unknown')) best = found;
      tries += 1;
      if (tries === MOST_TRIES)
        return { permitted: 'unknown', reason: 'it has too many wildcards to be tried' };
    }
    return best ?? { permitted: 'none', by: 'identity policy' };
  }

  private ask(
    action: string,
    resource: string,
    permission: EffectivePermission,
    endpoint: VpcEndpoint | undefined,
    policy: BoundPolicy | undefined,
  ): Verdict {
    const { graph } = this.context;
    const target = targetOf(this.context, resource);
    const owner = target && graph.place(target).account;
    const { arn } = this.identity;
    const own = target ? this.resourcePolicy(target) : undefined;
    const request = new PreparedRequest({
      principal: { kind: 'role', arn, accountId: arn.split(':')[4] ?? '', roleArn: arn },
      action,
      resource,
      ...(owner === undefined ? {} : { resourceAccountId: owner }),
      context: { ...chosenKeys([policy, own]), ...fromConditions(permission), ...this.ownContext(endpoint) },
      otherKeys: 'unknown',
    });
    const decision = judge(request, {
      ...this.policies,
      ...(policy && endpoint
        ? { endpoint: { policy: policy.policy, type: endpoint.type === 'Gateway' ? 'gateway' : 'interface' } }
        : {}),
      ...(own ? { resource: own.policy } : {}),
    });
    return verdictOf(decision, target);
  }

  private resourcePolicy(target: Resource): BoundPolicy | undefined {
    // What a function lets others do says nothing of one of the same account, and several statements are several policies.
    if (target.type === 'aws_lambda_function') return undefined;
    const [first] = resourcePolicyOf(this.context, target).filter(({ origin }) => origin !== 'permission');
    return first && boundPolicy(this.context, first);
  }

  private ownContext(endpoint: VpcEndpoint | undefined): Readonly<Record<string, ContextValue>> {
    const { graph } = this.context;
    const { region } = graph.place(this.lambda);
    return {
      'lambda:SourceFunctionArn': this.arn,
      'aws:SecureTransport': 'true',
      's3:TlsVersion': '1.3',
      'aws:ViaAWSService': 'false',
      'aws:CalledVia': [],
      'aws:RequestedRegion': region === 'xx-unknown-0' ? { unknown: 'the region is not known' } : region,
      'aws:SourceVpce': endpoint ? endpoint.id : [],
      'aws:SourceVpc': endpoint && typeof endpoint.vpc === 'string' ? endpoint.vpc : [],
    };
  }
}

const compiled = new WeakMap<Resource, BoundPolicy | undefined>();

/** The policy of an endpoint: AWS's own, which allows everything, where none is written. */
export function endpointPolicy(context: RuleContext, endpoint: VpcEndpoint): BoundPolicy | undefined {
  if (!compiled.has(endpoint.resource)) {
    const [policy] = resourcePolicyOf(context, endpoint.resource);
    compiled.set(endpoint.resource, policy && boundPolicy(context, policy));
  }
  return compiled.get(endpoint.resource);
}

function verdictOf(decision: Decision, target: Resource | undefined): Verdict {
  const about = target ? { target } : {};
  if (decision.verdict === 'allowed') return { permitted: 'granted', ...about };
  const layer = decision.layers.find(({ denied }) => denied === true)?.layer ?? decision.lacking[0];
  const by =
    layer === 'endpoint' ? 'endpoint policy' : layer === 'resource' ? 'resource policy' : 'identity policy';
  if (decision.verdict === 'unknown') {
    const doubt = decision.layers.find(({ uncertain }) => uncertain.length > 0)?.layer;
    const what =
      doubt === undefined
        ? (decision.notes[0] ?? 'a part of a policy is not known')
        : `a part of the ${doubt} policy, or of the request, is not known`;
    return {
      permitted: 'unknown',
      by: doubt === 'endpoint' ? 'endpoint policy' : doubt === 'resource' ? 'resource policy' : by,
      reason: what,
      ...about,
    };
  }
  return { permitted: 'none', by, ...about };
}

/** Keys that the request has by itself: a condition of the permission does not make them so. */
const OWN_KEYS =
  /^aws:(principal|source|resource|requested|secure|via|called|userid|username|currenttime|epochtime)/;

const POSITIVE: ReadonlySet<string> = new Set([
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnLike',
  'Bool',
  'NumericEquals',
]);

/** A call as the permission's own conditions want it: whether somebody makes such a one is not asked here. */
function fromConditions({
  conditions,
}: Pick<EffectivePermission, 'conditions'>): Readonly<Record<string, ContextValue>> {
  const found: Record<string, ContextValue> = {};
  for (const { key, comparison, negated, values, set } of conditions) {
    if (negated || OWN_KEYS.test(key.toLowerCase()) || !POSITIVE.has(comparison) || isUnknown(values))
      continue;
    const [first] = values;
    if (first === undefined || isUnknown(first)) continue;
    const text = literal(first);
    found[key.toLowerCase()] = set === undefined ? text : [text];
  }
  return found;
}

const keys = new WeakMap<Policy, Readonly<Record<string, ContextValue>>>();

/**
 * Keys of a service's own requests (`s3:x-amz-acl`), which whoever calls chooses: as an Allow of the policies wants them,
 * and absent otherwise. Keys of AWS as a whole are not among them: nobody chooses those.
 */
function chosenKeys(policies: readonly (BoundPolicy | undefined)[]): Readonly<Record<string, ContextValue>> {
  return Object.assign({}, ...policies.map((policy) => (policy ? keysOf(policy.policy) : {})));
}

function keysOf(policy: Policy): Readonly<Record<string, ContextValue>> {
  const known = keys.get(policy);
  if (known) return known;
  const found: Record<string, ContextValue> = {};
  for (const { effect, conditions } of policy.document.statements) {
    if (isUnknown(conditions)) continue;
    for (const condition of conditions) {
      const key = condition.key.toLowerCase();
      if (key.startsWith('aws:')) continue;
      const wanted = effect === 'Allow' ? fromConditions({ conditions: [condition] })[key] : undefined;
      if (wanted !== undefined) found[key] = wanted;
      else found[key] ??= [];
    }
  }
  keys.set(policy, found);
  return found;
}

/** Calls that the permission is for: as it says itself, and where it has wildcards also as the endpoint's policy says. */
function* candidates(
  permission: EffectivePermission,
  endpoint: Policy | undefined,
): Generator<readonly [string, string]> {
  const { action, resource } = permission;
  const statements = (endpoint?.document.statements ?? []).filter(({ effect }) => effect === 'Allow');
  const isWide = /[*?]/.test(`${action.split(':')[1] ?? ''}${resource}`);
  const plainAction = literal(action, 'tfSomething');
  const plainResource = resource === '*' ? '*' : literal(resource);
  yield [plainAction, plainResource];
  if (!isWide) return;
  for (const statement of statements) {
    const actions = known(statement.action.negated ? [] : statement.action.patterns, action);
    const resources = known(
      !statement.resource || statement.resource.negated ? [] : statement.resource.patterns,
      resource,
    );
    for (const one of actions.length > 0 ? actions : [plainAction]) {
      for (const other of resources.length > 0 ? resources : [plainResource])
        yield [literal(one, 'tfSomething'), literal(other)];
    }
  }
}

/** The patterns of the statement that have something in common with the permission's: the narrower of both. */
function known(patterns: unknown, own: string): readonly string[] {
  if (!Array.isArray(patterns)) return [];
  return patterns.flatMap((one: unknown) => {
    if (typeof one !== 'string' || !patternsMeet(one, own)) return [];
    return [one === '*' || (/[*?]/.test(one) && !/[*?]/.test(own)) ? own : one];
  });
}
