import type { Resource } from '../../graph/resource';
import { vpcEndpoints } from '../../model/network/endpoints';
import { gateways } from '../../model/network/gateways';
import type { Id } from '../../model/network/ids';
import { type Attachment, attachments } from '../../model/network/interfaces';
import { networkFirewalls } from '../../model/network/network-firewalls';
import { subnets } from '../../model/network/subnets';
import type { RuleContext } from '../../rules/context';

/** Network interfaces of one kind of owner in one subnet. */
export interface SubnetInterfaces {
  readonly subnet: string;
  readonly zone: string;
  readonly cidr: string;
  /** Addresses that AWS leaves for use; nothing where the range is not known. */
  readonly usable?: number;
  /** Addresses in use by what: each interface takes one. */
  readonly functions: number;
  readonly endpoints: number;
  readonly gateways: number;
  readonly firewalls: number;
  readonly instances: number;
  readonly used: number;
  /** Usable and not used. */
  readonly free?: number;
}

export interface InterfaceBudget {
  readonly functionsInVpc: number;
  readonly functionsOutside: number;
  /** Lambda's shared (Hyperplane) interfaces: one for each unique subnet and set of security groups. */
  readonly lambdaInterfaces: number;
  /** All interfaces that can be counted. */
  readonly interfaces: number;
  /** Database instances: each has an interface in one of the subnets of its group, nobody can tell in which. */
  readonly databaseInstances: number;
  readonly subnets: readonly SubnetInterfaces[];
  readonly unknowns: readonly string[];
}

type Kind = 'functions' | 'endpoints' | 'gateways' | 'firewalls' | 'instances';

/**
 * Interfaces and addresses. Lambda makes one interface for each unique subnet and set of groups, which all functions with
 * the same share (Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC"), and further
 * ones only beyond 65,000 connections.
 */
export function interfaceBudget(context: RuleContext): InterfaceBudget {
  const { graph } = context;
  const unknowns: string[] = [];
  const inUse = new Map<Id, Record<Kind, number>>();
  const take = (subnet: Id, kind: Kind): void => {
    const counts = inUse.get(subnet) ?? {
      functions: 0,
      endpoints: 0,
      gateways: 0,
      firewalls: 0,
      instances: 0,
    };
    counts[kind] += 1;
    inUse.set(subnet, counts);
  };
  const attached = context.derive(attachments);
  const functions = attached.filter(({ resource }) => resource.type === 'aws_lambda_function');
  for (const pair of uniquePairs(functions, unknowns)) take(pair, 'functions');
  for (const endpoint of context.derive(vpcEndpoints).values()) {
    if (endpoint.type === 'Gateway') continue;
    for (const id of endpoint.subnets.ids) take(id, 'endpoints');
    if (endpoint.subnets.unknown)
      unknowns.push(`the subnets of ${endpoint.resource.address}: ${endpoint.subnets.unknown.reason}`);
  }
  for (const { subnet } of context.derive(gateways).nat.values())
    if (typeof subnet === 'string') take(subnet, 'gateways');
  for (const { subnets: named } of context.derive(networkFirewalls).values())
    for (const id of named) take(id, 'firewalls');
  for (const { resource, subnets: named } of attached)
    if (resource.type === 'aws_instance') for (const id of named.ids) take(id, 'instances');
  const databases = graph.byType('aws_rds_cluster_instance', 'aws_db_instance').length;
  const counted = [...inUse.values()].reduce((sum, counts) => sum + total(counts), 0);
  return {
    functionsInVpc: functions.length,
    functionsOutside: graph.byType('aws_lambda_function').length - functions.length,
    lambdaInterfaces: [...inUse.values()].reduce((sum, counts) => sum + counts.functions, 0),
    interfaces: counted + databases,
    databaseInstances: databases,
    subnets: rows(context, inUse),
    unknowns,
  };
}

/** The subnet of each unique pair of subnet and set of groups. */
function uniquePairs(functions: readonly Attachment[], unknowns: string[]): readonly Id[] {
  const pairs = new Map<string, Id>();
  for (const { resource, subnets: named, groups } of functions) {
    const set = [...groups.ids].sort().join(' ');
    for (const id of named.ids) pairs.set(`${id} ${set}`, id);
    for (const unknown of [named.unknown, groups.unknown])
      if (unknown) unknowns.push(`the interfaces of ${resource.address}: ${unknown.reason}`);
  }
  return [...pairs.values()];
}

function rows(
  context: RuleContext,
  inUse: ReadonlyMap<Id, Readonly<Record<Kind, number>>>,
): readonly SubnetInterfaces[] {
  const known = context.derive(subnets);
  const ids = [...new Set([...known.keys(), ...inUse.keys()])];
  return ids
    .map((id): SubnetInterfaces => {
      const subnet = known.get(id);
      const counts = inUse.get(id) ?? { functions: 0, endpoints: 0, gateways: 0, firewalls: 0, instances: 0 };
      const used = total(counts);
      const usable = typeof subnet?.usable === 'number' ? subnet.usable : undefined;
      return {
        subnet: subnet?.resource.key ?? id,
        zone: typeof subnet?.zone === 'string' ? subnet.zone : 'not known',
        cidr: cidrOf(subnet?.resource),
        ...counts,
        used,
        ...(usable === undefined ? {} : { usable, free: usable - used }),
      };
    })
    .sort((a, b) => (a.subnet < b.subnet ? -1 : 1));
}

function cidrOf(subnet: Resource | undefined): string {
  const text = subnet?.get('cidr_block');
  return typeof text === 'string' ? text : 'not known';
}

function total(counts: Readonly<Record<Kind, number>>): number {
  return counts.functions + counts.endpoints + counts.gateways + counts.firewalls + counts.instances;
}
