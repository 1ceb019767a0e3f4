import type { Problem } from '../core/errors';
import { Problems } from '../core/errors';
import { Cidr, cidrProblem } from './cidr';
import { EGRESS_KINDS, type EgressKind, reachesInternet } from './egress';
import type { EniBudget, EniDemand } from './eni-budget';
import { egressEniBudget, eniBudget, withDefaultDemand } from './eni-budget';
import { checkPlan } from './network-plan-checks';
import type { PlannedSubnet } from './planned-subnet';
import { TIERS, type Tier } from './tier';

/** What the subnets of a network are calculated from. */
export interface NetworkPlanProps {
  /** The VPC's own range, /16 to /28. */
  readonly vpcCidr: string;
  /** The part of the VPC in which subnets may be placed. @default the whole VPC */
  readonly subnetSpace?: string;
  /** Ranges that somebody else uses. @default none */
  readonly occupied?: readonly string[];
  /** Availability zones by name (`eu-west-1a`), 1 to 6. The first one takes what exists only once (a single NAT). */
  readonly zones: readonly string[];
  readonly egress: EgressKind;
  /** Whether AWS Network Firewall inspects the egress: it needs subnets of its own. @default false */
  readonly inspectedEgress?: boolean;
  /** @default private and isolated; public and egress where the egress is a NAT; firewall where it is inspected */
  readonly tiers?: readonly Tier[];
  /**
   * Prefix length of each subnet of a tier, at most /28. A smaller subnet stays at the start of the place that is kept
   * for it, so nothing else moves.
   *
   * @default private and isolated: half and a quarter of the zone's slot; public and firewall: 28, as only a NAT or an
   *   endpoint stands there; egress: 27, or 28 in a small slot, as few functions call the internet
   */
  readonly prefixLengths?: Partial<Readonly<Record<Tier, number>>>;
  /**
   * Slots into which the space is divided, one for each zone letter (`a` is the first). Eight holds every zone that AWS
   * has; fewer slots make larger subnets in a small space, for zones whose letters come first.
   *
   * @default 8
   */
  readonly zoneSlots?: 2 | 4 | 8;
  /** Subnets given by hand, by tier and zone, in place of the calculated ones. @default none */
  readonly subnetCidrs?: Partial<Readonly<Record<Tier, Readonly<Record<string, string>>>>>;
  /** @default DEFAULT_ENI_DEMAND */
  readonly eniDemand?: Partial<EniDemand>;
}

/** The calculated network: every subnet, and what the functions will take of it. */
export interface NetworkPlan {
  readonly vpcCidr: Cidr;
  readonly zones: readonly string[];
  readonly tiers: readonly Tier[];
  readonly subnets: readonly PlannedSubnet[];
  readonly budget: EniBudget;
}

/** AWS takes subnets from /16 to /28. */
export const SMALLEST_SUBNET_PREFIX = 28;
export const LARGEST_VPC_PREFIX = 16;

const MAX_ZONES = 6;
const ZONE_LETTERS = 'abcdefgh';
const ZONE_NAME = /^[a-z]{2}(-[a-z]+)+-\d[a-h]$/;

/**
 * Where a tier lies in its zone's slot: the private half, then a quarter, then two eighths. The egress tier does not fill
 * its eighth where it need not, so the second half of it is the firewall's, without moving anything when one is added.
 */
const PLACE_IN_SLOT: Readonly<Record<Tier, { readonly extraBits: number; readonly index: number }>> = {
  private: { extraBits: 1, index: 0 },
  isolated: { extraBits: 2, index: 2 },
  public: { extraBits: 3, index: 6 },
  egress: { extraBits: 3, index: 7 },
  firewall: { extraBits: 4, index: 15 },
};

/** 27 usable addresses: the few functions that call the internet, with their spare. */
const EGRESS_PREFIX = 27;

/**
 * Calculates every subnet, and checks everything at once.
 *
 * A subnet's place depends on its tier and on the letter of its zone, on nothing else: adding a zone, leaving one out
 * or writing them in another order moves no other subnet (moving a subnet means replacing what is in it).
 *
 * @param path the construct path, for the error
 * @param problems what the caller has found already, so that everything is reported at once
 * @throws InvalidInputError with all problems
 */
export function planNetwork(
  props: NetworkPlanProps,
  path = 'NetworkPlan',
  problems: Problems = new Problems(),
): NetworkPlan {
  const vpcCidr = readCidr(props.vpcCidr, 'vpcCidr', problems);
  const space =
    props.subnetSpace === undefined ? vpcCidr : readCidr(props.subnetSpace, 'subnetSpace', problems);
  const occupied = (props.occupied ?? []).map((text, i) => readCidr(text, `occupied[${i}]`, problems));
  const tiers = props.tiers ?? defaultTiers(props);
  checkEgress(props, tiers, problems);
  const zones = checkZones(props.zones, props.zoneSlots ?? 8, problems);
  if (!vpcCidr || !space) {
    problems.throwIfAny(path);
    throw new Error('unreachable: a range that cannot be read is a problem');
  }
  const subnets = TIERS.filter((tier) => tiers.includes(tier)).flatMap((tier) =>
    zones.flatMap((zone) => planSubnet(props, space, tier, zone, problems) ?? []),
  );
  const demand = withDefaultDemand(props.eniDemand);
  const sizes = (wanted: Tier) =>
    subnets
      .filter(({ tier }) => tier === wanted)
      .map(({ zone, cidr }) => ({ name: `${wanted} ${zone}`, prefixLength: cidr.prefixLength }));
  const functions = eniBudget(sizes('private'), demand);
  const budget = {
    ...functions,
    subnets: [...functions.subnets, ...egressEniBudget(sizes('egress'), demand)],
  };
  checkPlan(
    { vpcCidr, space, occupied: occupied.filter((o) => o !== undefined), subnets, budget, demand },
    problems,
  );
  problems.throwIfAny(path);
  return { vpcCidr, zones, tiers, subnets, budget };
}

/** The region of the zones, which the plan has checked to be one. */
export function regionOf({ zones: [first = ''] }: Pick<NetworkPlan, 'zones'>): string {
  return first.slice(0, -1);
}

/** The position of the zone's letter, from 0. */
export function zoneIndex(zone: string): number {
  return ZONE_LETTERS.indexOf(zone.slice(-1));
}

function planSubnet(
  props: NetworkPlanProps,
  space: Cidr,
  tier: Tier,
  zone: string,
  problems: Problems,
): PlannedSubnet | undefined {
  const ipv6Index = TIERS.indexOf(tier) * ZONE_LETTERS.length + zoneIndex(zone);
  const pinned = props.subnetCidrs?.[tier]?.[zone];
  const cidr =
    pinned === undefined
      ? calculateCidr(props, space, tier, zone, problems)
      : readCidr(pinned, `subnetCidrs.${tier}.${zone}`, problems);
  return cidr && { tier, zone, cidr, ipv6Index };
}

function calculateCidr(
  { zoneSlots = 8, prefixLengths }: NetworkPlanProps,
  space: Cidr,
  tier: Tier,
  zone: string,
  problems: Problems,
): Cidr | undefined {
  const { extraBits, index } = PLACE_IN_SLOT[tier];
  const slotPrefix = space.prefixLength + Math.log2(zoneSlots);
  const placePrefix = slotPrefix + extraBits;
  const smallest = SMALLEST_SUBNET_PREFIX;
  if (placePrefix > smallest) {
    const fix =
      'Give a larger subnetSpace, set zoneSlots to 2 or 4 where the zone letters allow it, ' +
      `or give the subnets by hand in subnetCidrs.${tier}.`;
    addOnce(problems, {
      code: 'network-space-too-small',
      property: `subnetSpace (${tier} tier)`,
      received: space.toString(),
      allowed: `a range of at least /${smallest - extraBits - Math.log2(zoneSlots)} with ${zoneSlots} zone slots`,
      fix,
    });
    return undefined;
  }
  const prefixLength = prefixLengths?.[tier] ?? defaultPrefix(tier, placePrefix);
  if (!Number.isInteger(prefixLength) || prefixLength < placePrefix || prefixLength > smallest) {
    addOnce(problems, {
      code: 'network-tier-prefix',
      property: `prefixLengths.${tier}`,
      received: prefixLength,
      allowed: `a whole number from ${placePrefix} to ${smallest}, as ${space} with ${zoneSlots} zone slots has it`,
      fix: 'Choose a prefix length in that range, or give a larger subnetSpace.',
    });
    return undefined;
  }
  return space.part(slotPrefix, zoneIndex(zone)).part(placePrefix, index).part(prefixLength, 0);
}

function checkZones(zones: readonly string[], zoneSlots: number, problems: Problems): readonly string[] {
  problems.check(zones.length >= 1 && zones.length <= MAX_ZONES, {
    code: 'network-zones-count',
    property: 'zones',
    received: zones,
    allowed: `1 to ${MAX_ZONES} availability zones`,
    fix: 'Name the zones in which the subnets are to be.',
  });
  problems.check(new Set(zones).size === zones.length, {
    code: 'network-zone-duplicate',
    property: 'zones',
    received: zones,
    allowed: 'each zone once',
    fix: 'Remove the repeated zone.',
  });
  problems.check(new Set(zones.map((zone) => zone.slice(0, -1))).size <= 1, {
    code: 'network-zones-region',
    property: 'zones',
    received: zones,
    allowed: 'zones of one region',
    fix: 'A VPC lies in one region: name zones of that region only.',
  });
  const letters = ZONE_LETTERS.slice(0, zoneSlots);
  return [...new Set(zones)].filter((zone) => {
    const named = problems.check(ZONE_NAME.test(zone), {
      code: 'network-zone-name',
      property: 'zones',
      received: zone,
      allowed: 'the name of an availability zone, such as eu-west-1a',
      fix: 'Use the name (eu-west-1a), not the id (euw1-az1); local zones have no Lambda.',
    });
    return (
      named &&
      problems.check(letters.includes(zone.slice(-1)), {
        code: 'network-zone-slot',
        property: 'zones',
        received: zone,
        allowed: `zones with the letters ${[...letters].join(', ')}, as zoneSlots is ${zoneSlots}`,
        fix: 'Set zoneSlots to 8, or choose other zones.',
      })
    );
  });
}

function checkEgress(
  { egress, inspectedEgress = false }: NetworkPlanProps,
  tiers: readonly Tier[],
  problems: Problems,
): void {
  const known = problems.check(EGRESS_KINDS.includes(egress), {
    code: 'network-egress-kind',
    property: 'egress',
    received: egress,
    allowed: EGRESS_KINDS.join(', '),
    fix: 'Choose one of them.',
  });
  problems.check(tiers.includes('private'), {
    code: 'network-tier-missing',
    property: 'tiers',
    received: tiers,
    allowed: 'a list that has the private tier',
    fix: 'Add private: the functions and the endpoints are placed there.',
  });
  const needed = tiersOfEgress(egress, inspectedEgress);
  const agree = EGRESS_TIERS.every((tier) => tiers.includes(tier) === needed.includes(tier));
  if (!known || agree) return;
  const list = needed.join(', ');
  problems.add({
    code: 'network-egress-tiers',
    property: 'tiers',
    received: tiers,
    allowed: list ? `${list} as well, for ${egress}` : `none of ${EGRESS_TIERS.join(', ')} with ${egress}`,
    fix: list
      ? `Have of ${EGRESS_TIERS.join(', ')} just ${list}, or choose another egress.`
      : 'Remove them, or choose an egress with a NAT.',
  });
}

/** The tiers that are there for the way out alone. */
const EGRESS_TIERS: readonly Tier[] = ['public', 'egress', 'firewall'];

function tiersOfEgress(egress: EgressKind, inspected: boolean): readonly Tier[] {
  if (!reachesInternet(egress)) return [];
  return inspected ? EGRESS_TIERS : ['public', 'egress'];
}

function defaultTiers({ egress, inspectedEgress = false }: NetworkPlanProps): readonly Tier[] {
  return ['private', 'isolated', ...tiersOfEgress(egress, inspectedEgress)];
}

/** @param placePrefix of the place that is kept for the tier */
function defaultPrefix(tier: Tier, placePrefix: number): number {
  if (tier === 'public' || tier === 'firewall') return SMALLEST_SUBNET_PREFIX;
  if (tier !== 'egress') return placePrefix;
  return Math.min(SMALLEST_SUBNET_PREFIX, Math.max(placePrefix + 1, EGRESS_PREFIX));
}

function readCidr(text: string, property: string, problems: Problems): Cidr | undefined {
  const cidr = Cidr.read(text);
  if (cidr instanceof Cidr) return cidr;
  problems.add(cidrProblem(property, text, cidr));
  return undefined;
}

/** The same mistake would be found again for every zone. */
function addOnce(problems: Problems, problem: Problem): void {
  const same = ({ code, property }: Problem) => code === problem.code && property === problem.property;
  if (!problems.all.some(same)) problems.add(problem);
}
