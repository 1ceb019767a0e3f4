import type { ContextValue } from '../../../policies/iam/context';
import { type Decision, evaluate, type PolicySet } from '../../../policies/iam/evaluate';
import type { Policy } from '../../../policies/iam/policy';
import type { Principal } from '../../../policies/iam/principal';
import type { AccessRequest } from '../../../policies/iam/request';
import { isUnknown } from '../../../policies/iam/truth';
import type { AccessQuery } from './access-query';
import { type Actor, isService, principalOfActor, type ServiceActor } from './actor';
import type { DeployedEndpoint } from './deployed-endpoints';
import type { DeployedIdentities } from './deployed-identities';
import type { DeployedResources } from './deployed-resources';
import { holderOf } from './implied-access';

/** The way that a request takes out of the VPC. */
export interface Route {
  readonly vpcId: string;
  /** @default none: over a NAT gateway */
  readonly endpoint?: DeployedEndpoint;
}

/** A query with what all policies together say of it. */
export interface Judgement {
  readonly query: AccessQuery;
  readonly decision: Decision;
  /** The policies that were asked, to name the statement that decided. */
  readonly policies: PolicySet;
}

/** Verdicts that are kept: a function asks for the same few things again and again. */
const KEPT = 20_000;
/** Conditions on the time of day are judged anew after this. */
const KEPT_FOR_MS = 5_000;

/**
 * Judges by what is deployed at the moment of the call: identity policies and boundary from IAM, the resource's policy from
 * its service, the endpoint's from EC2, each compiled once and believed until a change goes through the gateway.
 */
export class Judge {
  private readonly kept = new Map<
    string,
    { readonly until: number; readonly judgement: Promise<Judgement> }
  >();

  constructor(
    private readonly identities: DeployedIdentities,
    private readonly resources: DeployedResources,
  ) {}

  /** @param route of a request from inside a VPC. @default from AWS's own network, or from outside */
  judge(actor: Actor | ServiceActor, query: AccessQuery, route?: Route): Promise<Judgement> {
    const own = query.via === undefined ? route : undefined;
    const key = JSON.stringify([
      isService(actor) ? [actor.service, actor.sourceArn] : [actor.sessionArn, actor.roleArn, actor.origin],
      query,
      own?.vpcId,
      own?.endpoint?.id,
    ]);
    const now = Date.now();
    const known = this.kept.get(key);
    if (known && known.until > now) return known.judgement;
    if (this.kept.size >= KEPT) this.kept.clear();
    const judgement = this.decide(actor, query, own);
    this.kept.set(key, { until: now + KEPT_FOR_MS, judgement });
    judgement.catch(() => this.kept.delete(key));
    return judgement;
  }

  /** Something was deployed. */
  forget(): void {
    this.kept.clear();
  }

  private async decide(
    actor: Actor | ServiceActor,
    query: AccessQuery,
    route: Route | undefined,
  ): Promise<Judgement> {
    const policies = await this.policiesFor(actor, query, route);
    const request: AccessRequest = {
      principal: principalFor(actor),
      action: query.action,
      resource: query.resource,
      context: { ...contextFor(actor, query, route), ...query.context },
    };
    const account = isUnknown(query.resource) ? undefined : accountOf(query.resource, actor.accountId);
    const decision = evaluate({ ...request, ...(account ? { resourceAccountId: account } : {}) }, policies);
    return { query, decision, policies };
  }

  private async policiesFor(
    actor: Actor | ServiceActor,
    { action, resource }: AccessQuery,
    route: Route | undefined,
  ): Promise<PolicySet> {
    const [identity, own] = await Promise.all([
      isService(actor) ? undefined : this.identities.of(actor.roleArn),
      isUnknown(resource) ? undefined : this.policyOf(action, resource),
    ]);
    const { endpoint } = route ?? {};
    return {
      identity: identity?.policies ?? [],
      ...(identity?.boundary ? { boundary: identity.boundary } : {}),
      ...(own ? { resource: own } : {}),
      ...(endpoint?.policy ? { endpoint: { policy: endpoint.policy, type: endpoint.type } } : {}),
    };
  }

  private async policyOf(action: string, resource: string): Promise<Policy | undefined> {
    if (action.startsWith('sts:AssumeRole')) return (await this.identities.of(resource))?.trust;
    return resource === '*' ? undefined : (await this.resources.of(holderOf(resource)))?.policy;
  }
}

function principalFor(actor: Actor | ServiceActor): Principal {
  return isService(actor) ? { kind: 'service', service: actor.service } : principalOfActor(actor);
}

/** The account of the resource; buckets and what has no account in its ARN belong to the only account there is. */
function accountOf(resource: string, own: string): string {
  return resource.split(':')[4] || own;
}

/**
 * The global condition keys (IAM User Guide, "AWS global condition context keys"). What a service asks on the caller's behalf
 * keeps the caller's identity and says nothing of his network.
 */
function contextFor(
  actor: Actor | ServiceActor,
  query: AccessQuery,
  route: Route | undefined,
): Record<string, ContextValue> {
  const region = isUnknown(query.resource) ? '' : (query.resource.split(':')[3] ?? '');
  const now = new Date();
  const always = {
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    ...(region === '' ? {} : { 'aws:RequestedRegion': region }),
  };
  if (isService(actor)) {
    return { ...always, 'aws:SourceArn': actor.sourceArn, 'aws:SourceAccount': actor.accountId };
  }
  const { function: lambda, origin, userId } = actor;
  const isOwn = query.via === undefined;
  return {
    ...always,
    'aws:userid': userId,
    'aws:TokenIssueTime': now.toISOString(),
    'aws:ViaAWSService': String(!isOwn),
    ...(isOwn ? {} : { 'aws:CalledVia': [`${query.via}.amazonaws.com`] }),
    // Lambda puts it into the session of the code, and not into what it does itself with the role.
    ...(isOwn && lambda && origin !== 'service' ? { 'lambda:SourceFunctionArn': lambda.arn } : {}),
    ...(route ? { 'aws:SourceVpc': route.vpcId } : {}),
    ...(route?.endpoint ? { 'aws:SourceVpce': route.endpoint.id } : {}),
  };
}
