import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { toBoolean, Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { type Id, type IdSet, idsAt, NO_IDS } from '../network/ids';
import { IpSet } from '../network/ip-set';
import type { SecurityGroup } from '../network/security-group';
import { securityGroups } from '../network/security-groups';
import { type Subnet, subnets } from '../network/subnets';
import { writtenBlocks } from '../network/written';

/** Where functions are in the network. All that have the same subnets and groups share one, and with it every path. */
export interface Placement {
  /** The same for the same subnets and groups. */
  readonly key: string;
  /** `outside`: in no VPC. `unknown`: nobody can tell where. */
  readonly kind: 'vpc' | 'outside' | 'unknown';
  /** In the order of their ids. */
  readonly subnets: readonly Subnet[];
  readonly vpc?: Id;
  readonly groupIds: readonly Id[];
  readonly groups: readonly SecurityGroup[];
  /** Why there may be more groups. More groups only let more through. */
  readonly groupGap?: Unknown;
  /** Why it is not known where it is. */
  readonly unknown?: Unknown;
  /** The ranges of its subnets; nothing where one is not known. */
  readonly addresses?: IpSet;
  /** It may also leave the VPC over IPv6. */
  readonly ipv6: boolean;
  /** A name for messages: the addresses of its groups. */
  readonly name: string;
  /** A function with it: messages about the placement as a whole stand there. */
  readonly example: Resource;
}

export interface Placements {
  readonly all: readonly Placement[];
  of(lambda: Resource): Placement;
  readonly members: ReadonlyMap<Placement, readonly Resource[]>;
}

/** The placements of all functions. Use it as `context.derive(placements)`. */
export function placements(context: RuleContext): Placements {
  const byKey = new Map<string, Placement>();
  const byFunction = new Map<Resource, Placement>();
  const members = new Map<Placement, Resource[]>();
  for (const lambda of context.graph.byType('aws_lambda_function')) {
    const draft = placementOf(context, lambda);
    const placement = byKey.get(draft.key) ?? draft;
    byKey.set(draft.key, placement);
    byFunction.set(lambda, placement);
    addTo(members, placement, lambda);
  }
  return {
    all: [...byKey.values()],
    of: (lambda) => byFunction.get(lambda) ?? placementOf(context, lambda),
    members,
  };
}

function placementOf(context: RuleContext, lambda: Resource): Placement {
  const blocks = writtenBlocks(lambda, 'vpc_config');
  const whole = blocks.find((block): block is Unknown => block instanceof Unknown);
  const subnetIds = whole ? NO_IDS : collected(context, lambda, blocks.length, 'subnet_ids');
  const groupIds = whole ? NO_IDS : collected(context, lambda, blocks.length, 'security_group_ids');
  const ipv6 =
    toBoolean(lambda.get('vpc_config[0].ipv6_allowed_for_dual_stack')) !== false &&
    lambda.get('vpc_config[0].ipv6_allowed_for_dual_stack') !== undefined;
  const base = { ipv6, groups: [], groupIds: [], subnets: [], name: lambda.address, example: lambda };
  if (!whole && isNone(subnetIds) && isNone(groupIds)) return { ...base, key: 'outside', kind: 'outside' };
  const known = context.derive(subnets);
  const all = [...subnetIds.ids].sort();
  const found = all.flatMap((id) => known.get(id) ?? []);
  const unknown =
    whole ??
    subnetIds.unknown ??
    (subnetIds.possible.length > 0 ? new Unknown('it is not sure which subnets it is in') : undefined) ??
    (found.length < all.length ? new Unknown('its subnets are not in the input') : undefined) ??
    (found.length === 0 ? new Unknown('no subnet is given') : undefined);
  const groups = [...groupIds.ids].sort();
  const model = context.derive(securityGroups);
  const gap =
    groupIds.unknown ??
    (groupIds.possible.length > 0 ? new Unknown('it is not sure which groups it has') : undefined) ??
    (groups.length === 0 ? new Unknown('no security group is given') : undefined);
  const joined: Omit<Placement, 'kind' | 'key'> = {
    ...base,
    groupIds: groups,
    groups: groups.map((id) => model.get(id)),
    ...(gap ? { groupGap: gap } : {}),
    name: nameOf(
      groups.map((id) => model.get(id)),
      lambda,
    ),
  };
  // What is not known is not the same as what is not known of another.
  if (unknown)
    return {
      ...joined,
      unknown,
      key: `unknown ${all.join(' ')} | ${groups.join(' ')} | ${unknown.reason} ${gap?.reason ?? ''}`,
      kind: 'unknown',
    };
  const vpcs = new Set(found.map(({ vpc }) => vpc));
  const [vpc] = vpcs;
  const key = `${all.join(' ')} | ${groups.join(' ')} | ${gap?.reason ?? ''} | ${ipv6}`;
  if (vpcs.size !== 1 || typeof vpc !== 'string') {
    const why = vpc instanceof Unknown ? vpc : new Unknown('the VPC of its subnets is not known');
    return { ...joined, unknown: why, key, kind: 'unknown' };
  }
  const addresses = rangesOf(found);
  return { ...joined, kind: 'vpc', key, subnets: found, vpc, ...(addresses ? { addresses } : {}) };
}

/** The IPv4 ranges of the subnets; nothing where one is not known. */
export function rangesOf(all: readonly Subnet[]): IpSet | undefined {
  const known = all.flatMap(({ cidr }) => (cidr === undefined || cidr instanceof Unknown ? [] : [cidr]));
  return known.length === all.length && known.length > 0 ? IpSet.of(known) : undefined;
}

function collected({ graph }: RuleContext, lambda: Resource, blocks: number, name: string): IdSet {
  const all = Array.from({ length: blocks }, (_, index) =>
    idsAt(graph, lambda, `vpc_config[${index}].${name}`),
  );
  const unknown = all.find((one) => one.unknown)?.unknown;
  return {
    ids: [...new Set(all.flatMap(({ ids }) => ids))],
    possible: [...new Set(all.flatMap(({ possible }) => possible))],
    ...(unknown ? { unknown } : {}),
  };
}

function isNone({ ids, possible, unknown }: IdSet): boolean {
  return ids.length === 0 && possible.length === 0 && unknown === undefined;
}

function nameOf(groups: readonly SecurityGroup[], lambda: Resource): string {
  return groups.length === 0 ? lambda.address : groupsText(groups);
}

/** The groups for a message. */
export function groupsText(groups: readonly SecurityGroup[]): string {
  return groups
    .map(({ resource, id, isDefault }) => {
      if (!resource) return id.slice(0, 80);
      return isDefault && !resource.type.includes('security_group')
        ? `the default group of ${resource.address}`
        : resource.address;
    })
    .join(' and ');
}
