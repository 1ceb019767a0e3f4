import { Unknown } from '../../graph/value';
import type { Id } from './ids';
import type { IpSet } from './ip-set';
import type { Direction, SecurityGroup, SecurityGroupRule } from './security-group';
import { coversPort, coversProtocol, type Protocol } from './traffic';
import type { Verdict } from './verdict';

/** One kind of traffic, seen from the side that the groups guard. */
export interface GroupQuestion {
  readonly direction: Direction;
  readonly protocol: Protocol;
  /** The port of the server, whatever the direction. */
  readonly port: number;
  /** Addresses of the other side. @default none are known */
  readonly addresses?: IpSet;
  /** Groups on the other side's interface. @default none */
  readonly groups?: readonly Id[];
  /** A prefix list that stands for the other side: that of a gateway endpoint. @default none */
  readonly prefixList?: Id;
}

/**
 * Whether the groups of an interface let the traffic through: one rule of one group is enough, and answers of traffic
 * that was let through pass by themselves (security groups keep state).
 */
export function groupVerdict(
  groups: readonly SecurityGroup[],
  question: GroupQuestion,
): Verdict<SecurityGroupRule> {
  let possible: SecurityGroupRule | undefined;
  let reason: Unknown | undefined;
  let partly: SecurityGroupRule | undefined;
  for (const group of groups) {
    for (const rule of group.rules) {
      if (rule.direction !== question.direction) continue;
      const fits = matchOf(rule, question);
      if (fits === 'all' && !rule.uncertain) return { status: 'allowed', by: rule };
      if (fits === 'all') reason ??= rule.uncertain;
      if (fits === 'some') partly ??= rule;
      if (fits instanceof Unknown) reason ??= fits;
      if (fits !== 'none') possible ??= rule;
    }
    for (const gap of group.unknowns) {
      if (gap.direction === undefined || gap.direction === question.direction) reason ??= gap.reason;
    }
  }
  if (reason) return { status: 'unknown', reason, ...(possible ? { by: possible } : {}) };
  const together = question.addresses && covered(groups, question)?.contains(question.addresses);
  if (partly) return { status: together ? 'allowed' : 'partly', by: partly };
  return { status: 'denied' };
}

/** What all rules together let through: two halves are as good as the whole. */
function covered(groups: readonly SecurityGroup[], question: GroupQuestion): IpSet | undefined {
  let all: IpSet | undefined;
  for (const { rules } of groups) {
    for (const rule of rules) {
      if (rule.direction !== question.direction || rule.uncertain || matchOf(rule, question) !== 'some')
        continue;
      if (rule.peer.kind === 'range' || rule.peer.kind === 'prefix-list') {
        const { addresses } = rule.peer;
        if (addresses) all = all ? all.union(addresses) : addresses;
      }
    }
  }
  return all;
}

function matchOf(rule: SecurityGroupRule, question: GroupQuestion): 'all' | 'some' | 'none' | Unknown {
  const { protocol, ports, peer } = rule;
  if (!(protocol instanceof Unknown) && !coversProtocol(protocol, question.protocol)) return 'none';
  if (!(ports instanceof Unknown) && !coversPort(ports, question.port)) return 'none';
  const other = peerMatch(peer, question);
  if (other === 'none') return 'none';
  if (protocol instanceof Unknown) return protocol;
  if (ports instanceof Unknown) return ports;
  return other;
}

function peerMatch(
  peer: SecurityGroupRule['peer'],
  question: GroupQuestion,
): 'all' | 'some' | 'none' | Unknown {
  switch (peer.kind) {
    case 'none':
      return 'none';
    case 'unknown':
      return peer.reason;
    case 'group':
      return question.groups?.includes(peer.id) ? 'all' : 'none';
    case 'prefix-list':
      if (question.prefixList === peer.id) return 'all';
      if (peer.addresses && question.addresses)
        return setMatch(peer.addresses, question.addresses, peer.unknown);
      return question.addresses && !peer.addresses && question.prefixList === undefined
        ? new Unknown(`the addresses of the prefix list ${peer.id.slice(0, 80)} are not in the input`)
        : 'none';
    case 'range':
      return question.addresses ? setMatch(peer.addresses, question.addresses) : 'none';
  }
}

function setMatch(has: IpSet, wanted: IpSet, unknown?: Unknown): 'all' | 'some' | 'none' | Unknown {
  if (has.contains(wanted)) return 'all';
  if (unknown) return unknown;
  return has.overlaps(wanted) ? 'some' : 'none';
}
