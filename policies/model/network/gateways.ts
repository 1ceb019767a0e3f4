import type { Resource } from '../../graph/resource';
import { toBoolean, toText, type Unknown } from '../../graph/value';
import { written } from '../../rules/attribute';
import type { RuleContext } from '../../rules/context';
import { type Id, idAt, ownId } from './ids';

export interface InternetGateway {
  readonly kind: 'internet-gateway' | 'egress-only-gateway';
  readonly id: Id;
  readonly resource: Resource;
  /** Nothing: it is attached to no VPC. */
  readonly vpc: Id | Unknown | undefined;
}

export interface NatGateway {
  readonly id: Id;
  readonly resource: Resource;
  readonly subnet: Id | Unknown | undefined;
  /** `private` translates to other networks, and has no way to the internet. */
  readonly connectivity: string | Unknown;
  /** The elastic IP. */
  readonly allocation: Id | Unknown | undefined;
}

/** An instance or an interface that forwards what is not addressed to it: a NAT instance, a firewall. */
export interface Forwarder {
  readonly id: Id;
  readonly resource: Resource;
  readonly subnet: Id | Unknown | undefined;
}

export interface Gateways {
  readonly internet: ReadonlyMap<Id, InternetGateway>;
  readonly nat: ReadonlyMap<Id, NatGateway>;
  readonly forwarders: ReadonlyMap<Id, Forwarder>;
}

/** What leads out of the VPCs. Use it as `context.derive(gateways)`. */
export function gateways({ graph }: RuleContext): Gateways {
  const attached = new Map<Id, Id | Unknown | undefined>();
  for (const resource of graph.byType('aws_internet_gateway_attachment')) {
    const id = idAt(graph, resource, 'internet_gateway_id');
    if (typeof id === 'string') attached.set(id, idAt(graph, resource, 'vpc_id'));
  }
  const internet = new Map<Id, InternetGateway>();
  for (const resource of graph.byType('aws_internet_gateway', 'aws_egress_only_internet_gateway')) {
    const id = ownId(graph, resource);
    const kind = resource.type === 'aws_internet_gateway' ? 'internet-gateway' : 'egress-only-gateway';
    internet.set(id, { kind, id, resource, vpc: idAt(graph, resource, 'vpc_id') ?? attached.get(id) });
  }
  const nat = new Map<Id, NatGateway>();
  for (const resource of graph.byType('aws_nat_gateway')) {
    nat.set(ownId(graph, resource), {
      id: ownId(graph, resource),
      resource,
      subnet: idAt(graph, resource, 'subnet_id'),
      connectivity: toText(written(resource, 'connectivity_type')) ?? 'public',
      allocation: idAt(graph, resource, 'allocation_id'),
    });
  }
  const forwarders = new Map<Id, Forwarder>();
  for (const resource of graph.byType('aws_instance', 'aws_network_interface')) {
    if (toBoolean(resource.get('source_dest_check')) !== false) continue;
    const forwarder = { id: ownId(graph, resource), resource, subnet: idAt(graph, resource, 'subnet_id') };
    forwarders.set(forwarder.id, forwarder);
    if (resource.type === 'aws_instance')
      forwarders.set(graph.attribute(resource, 'primary_network_interface_id'), forwarder);
  }
  return { internet, nat, forwarders };
}
