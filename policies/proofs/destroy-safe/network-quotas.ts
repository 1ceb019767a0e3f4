import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { toNumber, Unknown } from '../../graph/value';
import { vpcEndpoints } from '../../model/network/endpoints';
import { gateways } from '../../model/network/gateways';
import { type Id, idAt } from '../../model/network/ids';
import { attachments } from '../../model/network/interfaces';
import { prefixLists } from '../../model/network/prefix-lists';
import { routeTables } from '../../model/network/route-tables';
import type { SecurityGroup, SecurityGroupRule } from '../../model/network/security-group';
import { securityGroups } from '../../model/network/security-groups';
import { subnets } from '../../model/network/subnets';
import { type Placement, placements } from '../../model/reach/placement';
import { serviceLists } from '../../model/reach/service-lists';
import type { RuleContext } from '../../rules/context';
import { QUOTAS, type QuotaUse } from './quota';

/** What the network takes of its quotas. */
export function networkQuotas(context: RuleContext): readonly QuotaUse[] {
  return [
    ...lambdaInterfaces(context),
    ...functionPlaces(context),
    ...groupRules(context),
    ...groupsOfOthers(context),
    ...endpoints(context),
    ...natAndAddresses(context),
    ...routes(context),
    ...dnsFirewall(context),
  ];
}

/** One for each unique subnet and set of groups. Facts.json `cs-eni-key`. */
export function interfaceSets(context: RuleContext): ReadonlyMap<Id, ReadonlySet<string>> {
  const found = new Map<Id, Set<string>>();
  for (const { subnets: places, groupIds } of context.derive(placements).all) {
    for (const { id } of places) found.set(id, (found.get(id) ?? new Set()).add(groupIds.join(' ')));
  }
  return found;
}

function lambdaInterfaces(context: RuleContext): readonly QuotaUse[] {
  const sets = interfaceSets(context);
  const byVpc = new Map<Id, { placement: Placement; used: number }>();
  for (const placement of context.derive(placements).all) {
    if (placement.vpc !== undefined && !byVpc.has(placement.vpc))
      byVpc.set(placement.vpc, { placement, used: 0 });
  }
  const known = context.derive(subnets);
  for (const [id, groups] of sets) {
    const vpc = known.get(id)?.vpc;
    const entry = typeof vpc === 'string' ? byVpc.get(vpc) : undefined;
    if (entry) entry.used += groups.size;
  }
  const gap = context.derive(placements).all.find(({ kind }) => kind === 'unknown')?.unknown;
  return [...byVpc.values()].map(({ placement, used }) => ({
    ...QUOTAS.interfaces,
    what: 'network interfaces of Lambda in one VPC (one for each unique subnet and set of security groups)',
    used,
    at: placement.example,
    path: 'vpc_config',
    ...(gap ? { unknown: gap.reason } : {}),
  }));
}

function functionPlaces(context: RuleContext): readonly QuotaUse[] {
  return context.derive(placements).all.flatMap(({ kind, example, groupIds, subnets: places }) =>
    kind === 'outside'
      ? []
      : [
          {
            ...QUOTAS.groupsOfFunction,
            what: 'security groups of a function',
            used: groupIds.length,
            at: example,
            path: 'vpc_config',
          },
          {
            ...QUOTAS.subnetsOfFunction,
            what: 'subnets of a function',
            used: places.length,
            at: example,
            path: 'vpc_config',
          },
        ],
  );
}

function groupsOfOthers(context: RuleContext): readonly QuotaUse[] {
  return context.derive(attachments).flatMap(({ resource, groups }) =>
    resource.type === 'aws_lambda_function'
      ? []
      : [
          {
            ...QUOTAS.groupsOfInterface,
            what: 'security groups of an interface',
            used: groups.ids.length,
            at: resource,
          },
        ],
  );
}

/** Each direction counts by itself, and each family; a group counts in both, and a list as many times as it may have entries. */
function groupRules(context: RuleContext): readonly QuotaUse[] {
  const weights = listWeights(context);
  return context.derive(securityGroups).all.flatMap((group): readonly QuotaUse[] => {
    const { resource, rules } = group;
    if (!resource) return [];
    return (['ingress', 'egress'] as const).map((direction) => {
      const own = rules.filter((rule) => rule.direction === direction && !rule.implicit);
      const count = (family: 4 | 6) => own.reduce((sum, rule) => sum + weightOf(rule, family, weights), 0);
      return {
        ...QUOTAS.rulesOfGroup,
        what: `${direction} rules of a security group`,
        used: Math.max(count(4), count(6)),
        at: resource,
        ...gapOf(group),
      };
    });
  });
}

function weightOf({ peer }: SecurityGroupRule, family: 4 | 6, weights: ReadonlyMap<Id, number>): number {
  if (peer.kind === 'range') return peer.addresses.ranges.some((range) => range.family === family) ? 1 : 0;
  return peer.kind === 'prefix-list' ? (weights.get(peer.id) ?? 1) : 1;
}

function gapOf({ unknowns }: SecurityGroup): { readonly unknown?: string } {
  return unknowns[0] ? { unknown: unknowns[0].reason.reason } : {};
}

/** A list counts as its greatest number of entries; those of S3 and DynamoDB as one. VPC user guide, "AWS-managed prefix list weight". */
function listWeights(context: RuleContext): ReadonlyMap<Id, number> {
  const found = new Map<Id, number>();
  for (const id of context.derive(serviceLists).keys()) found.set(id, 1);
  for (const { id, resource } of context.derive(prefixLists).values()) {
    const most = toNumber(resource.get('max_entries'));
    if (typeof most === 'number') found.set(id, most);
  }
  return found;
}

function endpoints(context: RuleContext): readonly QuotaUse[] {
  const byVpc = new Map<string, Resource[]>();
  const gatewayEndpoints: Resource[] = [];
  for (const { type, vpc, resource } of context.derive(vpcEndpoints).values()) {
    if (type === 'Gateway') gatewayEndpoints.push(resource);
    else addTo(byVpc, typeof vpc === 'string' ? vpc : 'not known', resource);
  }
  const [firstGateway] = gatewayEndpoints;
  return [
    ...[...byVpc.values()].flatMap((all) =>
      all.slice(0, 1).map((at) => ({
        ...QUOTAS.interfaceEndpoints,
        what: 'interface endpoints of a VPC',
        used: all.length,
        at,
      })),
    ),
    ...(firstGateway
      ? [
          {
            ...QUOTAS.gatewayEndpoints,
            what: 'gateway endpoints of a Region',
            used: gatewayEndpoints.length,
            at: firstGateway,
          },
        ]
      : []),
  ];
}

function natAndAddresses(context: RuleContext): readonly QuotaUse[] {
  const { graph } = context;
  const known = context.derive(subnets);
  const byZone = new Map<string, Resource[]>();
  for (const { subnet, resource } of context.derive(gateways).nat.values()) {
    const zone = typeof subnet === 'string' ? known.get(subnet)?.zone : undefined;
    if (typeof zone === 'string') addTo(byZone, zone, resource);
  }
  const addresses = graph.byType('aws_eip');
  const [first] = addresses;
  return [
    ...[...byZone.values()].flatMap((all) =>
      all
        .slice(0, 1)
        .map((at) => ({ ...QUOTAS.gatewaysOfZone, what: 'NAT gateways of a zone', used: all.length, at })),
    ),
    ...(first
      ? [{ ...QUOTAS.addresses, what: 'elastic IP addresses of a Region', used: addresses.length, at: first }]
      : []),
  ];
}

function routes(context: RuleContext): readonly QuotaUse[] {
  return context.derive(routeTables).all.flatMap(({ resource, routes: all, unknowns }) =>
    resource
      ? [
          {
            ...QUOTAS.routesOfTable,
            what: 'routes of a table',
            used: all.length,
            at: resource,
            ...(unknowns[0] ? { unknown: unknowns[0].reason } : {}),
          },
        ]
      : [],
  );
}

function dnsFirewall({ graph }: RuleContext): readonly QuotaUse[] {
  const counted = (type: string, attribute: string): readonly (readonly [Resource, number])[] => {
    const found = new Map<Id, Resource[]>();
    for (const resource of graph.byType(type)) {
      const id = idAt(graph, resource, attribute);
      if (id !== undefined && !(id instanceof Unknown)) addTo(found, id, resource);
    }
    return [...found.values()].flatMap((all) => all.slice(0, 1).map((first) => [first, all.length] as const));
  };
  return [
    ...counted('aws_route53_resolver_firewall_rule_group_association', 'vpc_id').map(([at, used]) => ({
      ...QUOTAS.dnsAssociations,
      what: 'rule groups of the DNS firewall of a VPC',
      used,
      at,
    })),
    ...counted('aws_route53_resolver_firewall_rule', 'firewall_rule_group_id').map(([at, used]) => ({
      ...QUOTAS.dnsRules,
      what: 'rules of a rule group of the DNS firewall',
      used,
      at,
    })),
  ];
}
