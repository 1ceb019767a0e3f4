import type { Resource } from '../../../graph/resource';
import { PartialText, toText, Unknown, type Value } from '../../../graph/value';
import { INTERNET, isWorld } from '../../../model/network/internet';
import { IpSet, parseCidr } from '../../../model/network/ip-set';
import type { Direction, SecurityGroup, SecurityGroupRule } from '../../../model/network/security-group';
import { securityGroups } from '../../../model/network/security-groups';
import { hasPorts, type Ports, trafficText } from '../../../model/network/traffic';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';

/** Resources that state rules of security groups in one direction. */
export const INGRESS_TYPES = [
  'aws_security_group',
  'aws_default_security_group',
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
] as const;

export const EGRESS_TYPES = [
  'aws_security_group',
  'aws_default_security_group',
  'aws_security_group_rule',
  'aws_vpc_security_group_egress_rule',
] as const;

/** Which traffic a check is about. One object a rule: what follows from it is kept by it. */
export interface Traffic {
  readonly direction: Direction;
  /** Whether the rule lets some of it through, or why that is not known. */
  readonly concerns: (rule: SecurityGroupRule) => boolean | Unknown;
  /** A rule that names nobody is wrong too. AWS refuses it, but nothing says who was meant. @default false */
  readonly namedOnly?: boolean;
}

/** Rules for one of the ports, in TCP or UDP. */
export function toPorts(direction: Direction, ...ports: readonly number[]): Traffic {
  return {
    direction,
    namedOnly: true,
    concerns: ({ protocol, ports: open }) => {
      if (!(protocol instanceof Unknown) && protocol !== 'all' && !hasPorts(protocol)) return false;
      if (protocol instanceof Unknown) return protocol;
      if (open instanceof Unknown) return open;
      return ports.some((port) => meant(open).from <= port && port <= meant(open).to);
    },
  };
}

/**
 * Rules for more than half of all ports: nobody has so many services. `0-0` is port 0 to AWS, which nobody uses: it was
 * meant as "every port", as it has to be written for every protocol.
 */
export function toAllPorts(direction: Direction): Traffic {
  return {
    direction,
    namedOnly: direction === 'ingress',
    concerns: ({ protocol, ports }) => {
      if (protocol instanceof Unknown) return protocol;
      if (protocol === 'all') return true;
      if (!hasPorts(protocol)) return false;
      if (ports instanceof Unknown) return ports;
      return meant(ports).to - meant(ports).from >= 32_768;
    },
  };
}

export function meant(ports: Ports): Ports {
  return ports.from === 0 && ports.to === 0 ? { from: 0, to: 65_535 } : ports;
}

/** The resource must not state a rule that lets the traffic through from or to the whole world. */
export function mustNotMeetWorld(
  resource: Resource,
  context: RuleContext,
  traffic: Traffic,
): readonly Outcome[] {
  const { rules, gaps, group } = context.derive(securityGroups).statedBy(resource);
  const outcomes = new Map<string, Outcome>();
  let asked = resource.type.endsWith('security_group');
  for (const rule of rules) {
    if (rule.direction !== traffic.direction) continue;
    asked = true;
    const outcome = judgeRule(rule, traffic, group);
    if (outcome.status === 'pass') continue;
    const known = outcomes.get(rule.path);
    if (known?.status !== 'fail') outcomes.set(rule.path, outcome);
  }
  for (const { direction, reason, path = '' } of gaps) {
    if (direction !== undefined && direction !== traffic.direction) continue;
    outcomes.set(path, unknown(`${path || 'the rule'} of the security group`, reason, path));
  }
  if (outcomes.size > 0) return [...outcomes.values()];
  return asked ? [pass()] : [];
}

function judgeRule(rule: SecurityGroupRule, traffic: Traffic, group: SecurityGroup | undefined): Outcome {
  const concerned = traffic.concerns(rule);
  if (concerned === false) return pass();
  const met = meetsWorld(rule, traffic, group);
  if (met === undefined) return pass();
  if (met instanceof Unknown) return unknown(rule.path || 'the rule', met, rule.path);
  if (concerned instanceof Unknown) return unknown(`what ${met} may use`, concerned, rule.path);
  const way = rule.direction === 'ingress' ? 'comes in from' : 'goes out to';
  return fail(`${trafficText(rule.protocol, rule.ports)} ${way} ${met}`, rule.path);
}

/** Who is met, as words, if it is the world. */
function meetsWorld(
  { peer }: SecurityGroupRule,
  traffic: Traffic,
  group: SecurityGroup | undefined,
): string | Unknown | undefined {
  switch (peer.kind) {
    case 'group':
      return undefined;
    case 'none':
      return traffic.namedOnly ? 'nobody in particular: no range and no group is named' : undefined;
    case 'unknown':
      return isNarrow(peer.reason) ? undefined : (allWorld(peer.reason.alternatives) ?? peer.reason);
    case 'range':
      if (isWorld(peer.addresses)) return peer.cidr;
      return partOfWorld(peer.addresses, traffic, group)
        ? `${peer.cidr}, with other rules the world`
        : undefined;
    case 'prefix-list':
      // A list of AWS, or of another team, is not the world: it is there to be narrower than that.
      if (!peer.addresses) return undefined;
      return isWorld(peer.addresses) ? `a prefix list that is ${peer.addresses.cidrs()[0]}` : peer.unknown;
  }
}

/** A range that is not known, and yet cannot be the world: that of a VPC or subnet, or one with a long prefix. */
function isNarrow(value: Unknown): boolean {
  if (value instanceof PartialText) {
    const last = value.parts[value.parts.length - 1];
    const bits = typeof last === 'string' ? /\/(\d{1,3})$/.exec(last)?.[1] : undefined;
    // An IPv6 range of a site has 48 bits, one of IPv4 that a company holds at least 8.
    return bits !== undefined && Number(bits) >= 8;
  }
  const { reference } = value;
  if (reference?.kind !== 'resource') return false;
  const isNetwork = /(^|[.:])aws_(default_)?(vpc|subnet)[a-z0-9_]*\.[^.]+$/.test(
    reference.target.replace(/\[.*?\]/g, ''),
  );
  return isNetwork && /cidr/.test(String(reference.path[0] ?? ''));
}

/** Each of the values that it may have is the world. */
function allWorld(alternatives: readonly Value[] | undefined): string | undefined {
  const texts = (alternatives ?? []).flat().map((one) => toText(one as Value));
  const world = texts.every((text) => {
    const range = typeof text === 'string' ? parseCidr(text) : undefined;
    return range !== undefined && isWorld(IpSet.of([range]));
  });
  return texts.length > 0 && world ? texts.join(' or ') : undefined;
}

/** A rule with fewer addresses than this adds nothing to a world that is made of pieces: a /12. */
const PIECE = 1n << 20n;

/**
 * Whether the range is a piece of a world that other rules of the group complete. Rules that are the world on their own
 * are accused themselves, and do not make their neighbours wrong.
 */
function partOfWorld(addresses: IpSet, traffic: Traffic, group: SecurityGroup | undefined): boolean {
  if (!group) return false;
  const [range] = addresses.ranges;
  const size = range ? addresses.size(range.family) : 0n;
  if (size < PIECE || !addresses.overlaps(INTERNET)) return false;
  return isWorld(piecesOf(group, traffic));
}

const pieces = new WeakMap<SecurityGroup, Map<Traffic, IpSet>>();

function piecesOf(group: SecurityGroup, traffic: Traffic): IpSet {
  const known = pieces.get(group) ?? new Map<Traffic, IpSet>();
  pieces.set(group, known);
  const found = known.get(traffic) ?? collect(group, traffic);
  known.set(traffic, found);
  return found;
}

function collect(group: SecurityGroup, traffic: Traffic): IpSet {
  return IpSet.of(
    group.rules
      .filter((rule) => rule.direction === traffic.direction && traffic.concerns(rule) === true)
      .flatMap(({ peer }) =>
        peer.kind === 'range' && !isWorld(peer.addresses) && peer.addresses.overlaps(INTERNET)
          ? peer.addresses.ranges
          : [],
      ),
  );
}
