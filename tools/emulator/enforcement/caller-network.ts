import type { AccessQuery } from './access-query';
import type { Actor } from './actor';
import type { DeployedEndpoints } from './deployed-endpoints';
import type { Route } from './judge';
import type { AppliedNetwork, NetworkPath } from './network-view';

/** The way of a call: blocked, or out of the VPC by some route. */
export type CallWay = { readonly blocked: NetworkPath } | { readonly route?: Route };

/** Joins the ways of the applied configuration with the endpoints that exist now. */
export class CallerNetwork {
  /** @param network @default nothing is blocked */
  constructor(
    private readonly endpoints: DeployedEndpoints,
    private readonly network?: AppliedNetwork,
  ) {}

  /**
   * The way of a call that the function's own code makes. Whoever was given a presigned URL, and services that act with the
   * role, are not in its network.
   *
   * @param service the signing name, which is also the endpoint's where no configuration is known
   */
  async wayOf(actor: Actor, { action }: AccessQuery, service: string): Promise<CallWay> {
    if (actor.origin !== 'code' || !actor.function) return {};
    const { arn, name } = actor.function;
    const path = (await this.network?.current())?.pathTo(name, action);
    if (path?.passage === 'blocked') return { blocked: path };
    const vpcId = await this.endpoints.vpcOfFunction(arn);
    if (vpcId === undefined) return {};
    if (path && !path.hasEndpoint) return { route: { vpcId } };
    const called = path?.service ?? service;
    const all = await this.endpoints.all(arn.split(':')[3] ?? '');
    const endpoint = all.find((one) => one.vpcId === vpcId && one.service === called);
    if (!endpoint && path)
      return { blocked: { ...path, passage: 'blocked', obstacle: notDeployed(called, vpcId) } };
    return { route: { vpcId, ...(endpoint ? { endpoint } : {}) } };
  }
}

function notDeployed(service: string, vpcId: string): NonNullable<NetworkPath['obstacle']> {
  return {
    says: `the endpoint of ${service} is in the configuration, and ${vpcId} has none`,
    smallestChange: 'apply the configuration',
  };
}
