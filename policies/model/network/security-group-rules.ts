import type { Graph } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { isList, toBoolean, toText, Unknown, type Value, type ValueObject } from '../../graph/value';
import { type Id, idOf } from './ids';
import { IpSet, parseCidr } from './ip-set';
import type { PrefixList } from './prefix-lists';
import type { Direction, Peer, RuleGap, SecurityGroupRule } from './security-group';
import { portsOf, protocolOf } from './traffic';
import { writtenBlocks, writtenValues } from './written';

/** What one resource says. */
export interface Stated {
  readonly rules: readonly SecurityGroupRule[];
  readonly gaps: readonly RuleGap[];
}

export interface ReaderOptions {
  readonly graph: Graph;
  readonly lists: ReadonlyMap<Id, PrefixList>;
}

/** Names of the attributes in which a resource names its peers. */
interface PeerNames {
  readonly ranges: readonly string[];
  readonly lists: readonly string[];
  readonly groups: string;
}

const BLOCK: PeerNames = {
  ranges: ['cidr_blocks', 'ipv6_cidr_blocks'],
  lists: ['prefix_list_ids'],
  groups: 'security_groups',
};
const OLD: PeerNames = { ...BLOCK, groups: 'source_security_group_id' };
const NEW: PeerNames = {
  ranges: ['cidr_ipv4', 'cidr_ipv6'],
  // Some write the old name; the provider then says so, but what they meant is clear.
  lists: ['prefix_list_id', 'prefix_list_ids'],
  groups: 'referenced_security_group_id',
};

/** The inline `ingress` and `egress` of `aws_security_group` and `aws_default_security_group`. */
export function inlineRules(resource: Resource, group: Id, options: ReaderOptions): Stated {
  const rules: SecurityGroupRule[] = [];
  const gaps: RuleGap[] = [];
  for (const direction of ['ingress', 'egress'] as const) {
    writtenBlocks(resource, direction).forEach((block, index) => {
      const path = `${direction}[${index}]`;
      if (block instanceof Unknown) gaps.push({ direction, reason: block, resource, path });
      else rules.push(...read(block, { resource, path, direction, group, names: BLOCK, options }));
    });
  }
  return { rules, gaps };
}

/** `aws_security_group_rule`, and the `aws_vpc_security_group_*_rule` that follow it. */
export function separateRules(resource: Resource, group: Id, options: ReaderOptions): Stated {
  const values = writtenValues(resource);
  const reading = { resource, path: '', group, options };
  if (resource.type === 'aws_vpc_security_group_ingress_rule')
    return { rules: read(values, { ...reading, direction: 'ingress', names: NEW }), gaps: [] };
  if (resource.type === 'aws_vpc_security_group_egress_rule')
    return { rules: read(values, { ...reading, direction: 'egress', names: NEW }), gaps: [] };
  const type = toText(resource.get('type'));
  if (type === 'ingress' || type === 'egress')
    return { rules: read(values, { ...reading, direction: type, names: OLD }), gaps: [] };
  const reason = type instanceof Unknown ? type : new Unknown('type is neither ingress nor egress');
  return { rules: [], gaps: [{ reason, resource, path: 'type' }] };
}

interface Reading {
  readonly resource: Resource;
  readonly path: string;
  readonly direction: Direction;
  readonly group: Id;
  readonly names: PeerNames;
  readonly options: ReaderOptions;
}

function read(values: ValueObject, reading: Reading): readonly SecurityGroupRule[] {
  const { resource, path, direction } = reading;
  const { from_port: from } = values;
  // Both attributes must be given. Without a protocol the ports, if there are any, are meant to be those of TCP.
  const assumed = from === undefined || from === null ? 'all' : 'tcp';
  const protocol = protocolOf(values['protocol'] ?? values['ip_protocol'] ?? assumed);
  const ports = portsOf(protocol, values['from_port'], values['to_port']);
  const found = [...peers(values, reading)];
  if (found.length === 0) found.push({ peer: { kind: 'none' }, name: '' });
  return found.map(({ peer, name }) => ({
    direction,
    protocol,
    ports,
    peer,
    description: values['description'] ?? undefined,
    resource,
    path: [path, name].filter((part) => part !== '').join('.'),
    statement: path,
    ...(resource.multiplicity ? { uncertain: resource.multiplicity } : {}),
  }));
}

interface Named {
  readonly peer: Peer;
  /** The attribute. */
  readonly name: string;
}

function* peers(values: ValueObject, { names, group, options }: Reading): Generator<Named> {
  for (const name of names.ranges) {
    for (const value of items(values[name])) yield { peer: rangePeer(value), name };
  }
  for (const name of names.lists) {
    for (const value of items(values[name])) yield { peer: listPeer(value, options), name };
  }
  for (const value of items(values[names.groups])) {
    yield { peer: groupPeer(value, group, options), name: names.groups };
  }
  const self = toBoolean(values['self'] ?? undefined);
  if (self instanceof Unknown) yield { peer: { kind: 'unknown', reason: self }, name: 'self' };
  else if (self === true) yield { peer: { kind: 'group', id: group, self: true }, name: 'self' };
}

/** One value or a list, without nulls; an unknown in the place of the list as one item. */
function items(value: Value | undefined): readonly Value[] {
  const list = isList(value) ? value : value === undefined ? [] : [value];
  return list.filter((item) => item !== null && item !== '');
}

function rangePeer(value: Value): Peer {
  const text = toText(value);
  if (text instanceof Unknown) return { kind: 'unknown', reason: text };
  const range = text === undefined ? undefined : parseCidr(text);
  return text === undefined || !range
    ? { kind: 'unknown', reason: new Unknown(`${String(text).slice(0, 60)} is not a range of addresses`) }
    : { kind: 'range', cidr: text, addresses: IpSet.of([range]) };
}

function listPeer(value: Value, { graph, lists }: ReaderOptions): Peer {
  const id = idOf(graph, value);
  if (typeof id !== 'string')
    return { kind: 'unknown', reason: id ?? new Unknown('no prefix list is named') };
  const list = lists.get(id);
  return {
    kind: 'prefix-list',
    id,
    ...(list ? { addresses: list.ranges } : {}),
    ...(list?.unknown ? { unknown: list.unknown } : {}),
  };
}

function groupPeer(value: Value, group: Id, { graph }: ReaderOptions): Peer {
  const id = idOf(graph, value);
  if (typeof id !== 'string') return { kind: 'unknown', reason: id ?? new Unknown('no group is named') };
  // A group of a peered VPC in another account is written as account/group.
  const bare = /^\d{12}\/(sg-.+)$/.exec(id)?.[1] ?? id;
  return { kind: 'group', id: bare, self: bare === group };
}
