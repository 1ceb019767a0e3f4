import type { Resource } from '../../graph/resource';
import { Unknown } from '../../graph/value';
import { vpcEndpoints } from '../../model/network/endpoints';
import { gateways } from '../../model/network/gateways';
import type { Id } from '../../model/network/ids';
import { type Attachment, attachments } from '../../model/network/interfaces';
import { networkFirewalls } from '../../model/network/network-firewalls';
import { type Subnet, subnets } from '../../model/network/subnets';
import type { RuleContext } from '../../rules/context';

/** What of a network decides what its ways out cost. */
export interface EgressFacts {
  /** Functions in the VPC. */
  readonly functions: readonly Resource[];
  /** Functions whose subnets have a way out of the VPC. */
  readonly functionsWithEgress: readonly Resource[];
  /** Zones in which functions stand. */
  readonly zones: number;
  /** Zones in which functions with a way out stand. */
  readonly egressZones: number;
  readonly natGateways: readonly Resource[];
  readonly natInstances: readonly Resource[];
  /** Zones that have a NAT gateway or instance. */
  readonly natZones: number;
  /** Interface endpoints that are ways out. */
  readonly interfaceEndpoints: readonly Resource[];
  /** Interface endpoints that are ways in, which NAT cannot replace: clients of a private API come through them. */
  readonly inboundEndpoints: readonly Resource[];
  /** Those that are ways out, each as often as it has zones: what is billed by the hour. */
  readonly endpointZones: number;
  readonly gatewayEndpoints: readonly Resource[];
  readonly firewalls: readonly Resource[];
  readonly firewallZones: number;
  /** Why the numbers may be others. */
  readonly unknowns: readonly string[];
}

/** Use it as `context.derive(egressFacts)`. */
export function egressFacts(context: RuleContext): EgressFacts {
  const unknowns: string[] = [];
  const places = context.derive(subnets);
  const functions = context
    .derive(attachments)
    .filter(({ resource }) => resource.type === 'aws_lambda_function');
  for (const { resource, subnets: named } of functions)
    if (named.unknown) unknowns.push(`the subnets of ${resource.address}: ${named.unknown.reason}`);
  const leaving = functions.filter(({ subnets: named }) => named.ids.some((id) => leaves(places.get(id))));
  const { nat, forwarders } = context.derive(gateways);
  const publicNat = [...nat.values()].filter(({ connectivity }) => connectivity !== 'private');
  const instances = [...forwarders.values()].filter(({ resource }) => resource.type === 'aws_instance');
  const endpoints = [...context.derive(vpcEndpoints).values()];
  const all = endpoints.filter(({ type }) => type === 'Interface');
  const interfaces = all.filter(({ serviceName }) => serviceName !== 'execute-api');
  const inbound = all.filter(({ serviceName }) => serviceName === 'execute-api');
  const firewalls = [...context.derive(networkFirewalls).values()];
  return {
    functions: functions.map(({ resource }) => resource),
    functionsWithEgress: leaving.map(({ resource }) => resource),
    zones: zonesOf(functions, places),
    egressZones: zonesOf(leaving, places),
    natGateways: publicNat.map(({ resource }) => resource),
    natInstances: [...new Set(instances.map(({ resource }) => resource))],
    natZones: distinct([...publicNat, ...instances].map(({ subnet }) => zoneOf(subnet, places))),
    interfaceEndpoints: interfaces.map(({ resource }) => resource),
    inboundEndpoints: inbound.map(({ resource }) => resource),
    endpointZones: interfaces.reduce((sum, one) => sum + one.subnets.ids.length, 0),
    gatewayEndpoints: endpoints.filter(({ type }) => type === 'Gateway').map(({ resource }) => resource),
    firewalls: firewalls.map(({ resource }) => resource),
    firewallZones: firewalls.reduce((sum, one) => sum + one.subnets.length, 0),
    unknowns,
  };
}

/** A subnet that is not in the input may lead out: the network account decides that. It is not counted. */
function leaves(subnet: Subnet | undefined): boolean {
  if (!subnet || subnet.routeTable instanceof Unknown) return false;
  return subnet.routeTable.routes.some(
    ({ destination, target }) =>
      (destination === '0.0.0.0/0' || destination === '::/0') && target.kind !== 'gateway-endpoint',
  );
}

function zonesOf(found: readonly Attachment[], places: ReadonlyMap<Id, Subnet>): number {
  return distinct(found.flatMap(({ subnets: named }) => named.ids.map((id) => zoneOf(id, places))));
}

/** The zone, or the subnet in its place where the zone is not known: a zone has one subnet of a kind. */
function zoneOf(subnet: Id | Unknown | undefined, places: ReadonlyMap<Id, Subnet>): string {
  if (typeof subnet !== 'string') return subnet instanceof Unknown ? subnet.reason : 'no subnet';
  const zone = places.get(subnet)?.zone;
  return typeof zone === 'string' ? zone : subnet;
}

function distinct(values: readonly string[]): number {
  return new Set(values).size;
}
