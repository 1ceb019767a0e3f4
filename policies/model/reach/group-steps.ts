import { addTo } from '../../graph/lists';
import { Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { groupVerdict } from '../network/group-verdict';
import type { Id } from '../network/ids';
import { IpSet } from '../network/ip-set';
import type { SecurityGroup, SecurityGroupRule } from '../network/security-group';
import { coversPort, coversProtocol, trafficText } from '../network/traffic';
import { groupsText, type Placement } from './placement';
import { serviceLists } from './service-lists';
import { blocked, open, type Step, uncertain } from './step';

/** The other side of a connection as security groups see it. */
export interface Peer {
  /** `aws_security_group.endpoints`, `the internet`. */
  readonly name: string;
  readonly groups?: readonly Id[];
  /** All addresses that it may have; nothing where they are not known: then only a rule for every address lets through. */
  readonly addresses?: IpSet;
  /** Prefix lists that stand for it: those of a gateway endpoint. */
  readonly prefixLists?: readonly Id[];
}

/** Stands where no prefix list is that of the peer. */
const NO_LIST = 'no prefix list';

/** What lets the function's packets out. */
export function egressStep(context: RuleContext, placement: Placement, peer: Peer, port: number): Step {
  const { groups, groupGap } = placement;
  const verdicts = (peer.prefixLists?.length ? peer.prefixLists : [NO_LIST]).map((prefixList) =>
    groupVerdict(groups, {
      direction: 'egress',
      protocol: 'tcp',
      port,
      addresses: peer.addresses ?? IpSet.ALL_V4,
      groups: peer.groups ?? [],
      prefixList,
    }),
  );
  const what = `tcp ${port} out of ${placement.name} to ${peer.name}`;
  const allowed = verdicts.find(({ status }) => status === 'allowed');
  if (allowed?.status === 'allowed')
    return open('security group', `${ruleText(allowed.by)} lets ${what}`, placeOf(allowed.by));
  if (groupGap) return uncertain('security group', what, groupGap, placement.example);
  const unknown = verdicts.find(({ status }) => status === 'unknown');
  if (unknown?.status === 'unknown')
    return uncertain('security group', what, unknown.reason, unknown.by && placeOf(unknown.by));
  const partly = verdicts.find(({ status }) => status === 'partly');
  if (partly?.status === 'partly')
    return uncertain(
      'security group',
      what,
      `${ruleText(partly.by)} is for a part of the addresses only`,
      placeOf(partly.by),
    );
  const lists = context.derive(serviceLists);
  const foreign = groups.flatMap(({ rules }) => rules).find((rule) => isForeignList(rule, port, lists));
  if (foreign)
    return uncertain(
      'security group',
      what,
      'what the prefix list of a rule holds is not in the input',
      placeOf(foreign),
    );
  return blocked(
    'security group',
    `no egress rule of ${placement.name} lets tcp ${port} out to ${peer.name}`,
    `add an egress rule for tcp ${port} from ${placement.name} to ${peer.name}`,
    groupPlace(groups),
  );
}

/** What lets the function's packets in on the other side. */
export function ingressStep(
  placement: Placement,
  groups: readonly SecurityGroup[],
  gap: Unknown | undefined,
  owner: string,
  port: number,
): Step {
  const name = groups.length > 0 ? groupsText(groups) : owner;
  const what = `tcp ${port} from ${placement.name} into ${name}`;
  const verdict = groupVerdict(
    groups.map((group) => concerning(group, placement.groupIds)),
    {
      direction: 'ingress',
      protocol: 'tcp',
      port,
      addresses: placement.addresses ?? IpSet.ALL_V4,
      groups: placement.groupIds,
    },
  );
  if (verdict.status === 'allowed')
    return open('security group', `${ruleText(verdict.by)} lets ${what}`, placeOf(verdict.by));
  if (gap) return uncertain('security group', what, gap);
  if (verdict.status === 'unknown')
    return uncertain('security group', what, verdict.reason, verdict.by && placeOf(verdict.by));
  if (verdict.status === 'partly')
    return uncertain(
      'security group',
      what,
      `${ruleText(verdict.by)} is for a part of the subnets only`,
      placeOf(verdict.by),
    );
  // The function may have a group that is not known, and a rule may name it.
  if (placement.groupGap) return uncertain('security group', what, placement.groupGap, placement.example);
  return blocked(
    'security group',
    `no ingress rule of ${name} lets tcp ${port} in from ${placement.name}`,
    `add an ingress rule for tcp ${port} to ${name} from ${placement.name}`,
    groupPlace(groups),
  );
}

interface ByPeer {
  readonly byGroup: ReadonlyMap<Id, readonly SecurityGroupRule[]>;
  readonly others: readonly SecurityGroupRule[];
}

const indexes = new WeakMap<SecurityGroup, ByPeer>();

/** The group with the rules that may concern these peers: one that a thousand groups are let into has as many others. */
function concerning(group: SecurityGroup, peers: readonly Id[]): SecurityGroup {
  const { byGroup, others } = indexes.get(group) ?? indexed(group);
  return { ...group, rules: [...others, ...peers.flatMap((id) => byGroup.get(id) ?? [])] };
}

function indexed(group: SecurityGroup): ByPeer {
  const byGroup = new Map<Id, SecurityGroupRule[]>();
  const others: SecurityGroupRule[] = [];
  for (const rule of group.rules) {
    if (rule.peer.kind === 'group') addTo(byGroup, rule.peer.id, rule);
    else others.push(rule);
  }
  const index = { byGroup, others };
  indexes.set(group, index);
  return index;
}

/** A rule for a list that nobody can look into: it may hold the address. Those of S3 and DynamoDB hold their own only. */
function isForeignList(
  { direction, protocol, ports, peer }: SecurityGroupRule,
  port: number,
  known: ReadonlyMap<Id, string>,
): boolean {
  return (
    direction === 'egress' &&
    peer.kind === 'prefix-list' &&
    peer.addresses === undefined &&
    !known.has(peer.id) &&
    (protocol instanceof Unknown || coversProtocol(protocol, 'tcp')) &&
    (ports instanceof Unknown || coversPort(ports, port))
  );
}

export function ruleText(rule: SecurityGroupRule): string {
  if (rule.implicit) return `AWS's own ${rule.direction} rule of the default group`;
  const peer =
    rule.peer.kind === 'range' ? ` (${trafficText(rule.protocol, rule.ports)}, ${rule.peer.cidr})` : '';
  return `${rule.resource.address}${rule.statement === '' ? '' : ` ${rule.statement}`}${peer}`;
}

function placeOf(rule: SecurityGroupRule) {
  return { resource: rule.resource, path: rule.path };
}

function groupPlace(groups: readonly SecurityGroup[]) {
  return groups.find(({ resource }) => resource)?.resource;
}
