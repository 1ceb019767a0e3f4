import type { RuleContext } from '../../rules/context';
import type { Bill, PricedResource } from '../bill';
import { Decimal } from '../decimal';
import type { PriceBook } from '../prices/price-book';
import type { PriceId } from '../prices/price-catalogue';
import { HOURS_PER_MONTH } from '../prices/price-units';
import { type BreakEven, breakEven } from './break-even';
import { type EgressFacts, egressFacts } from './egress-facts';

/** A way out of the VPC, and what it costs this system in a month. */
export interface Alternative {
  readonly id: string;
  readonly name: string;
  /** Owed whatever the traffic: gateways, endpoints, addresses, firewall endpoints. */
  readonly fixed: Decimal;
  /** For the traffic to the internet that the usage says. */
  readonly internet: Decimal;
  /** For each GB to AWS services that have an interface endpoint. */
  readonly perGb: Decimal;
  /** `fixed`, `internet`, and `perGb` for the traffic that the usage says. */
  readonly total: Decimal;
  /** How it is reckoned. */
  readonly arithmetic: string;
  /** Why this system cannot have it. */
  readonly impossible?: string;
  /** What it does to availability. */
  readonly remark: string;
}

/** What each way out costs this system, with the volume at which one becomes cheaper than the other. */
export interface Egress {
  readonly zones: number;
  /** Services that are reached through interface endpoints, or would be through NAT. */
  readonly services: number;
  /** In the VPC, and of them those with a route to the internet. */
  readonly functions: number;
  readonly functionsWithEgress: number;
  readonly awsGb: Decimal;
  readonly internetGb: Decimal;
  readonly needsInternet: boolean;
  /** Whether every alternative with NAT gateways has Network Firewall before them, as the system has. */
  readonly inspected: boolean;
  /** What the resources cost that are there, from the bill. */
  readonly asBuilt: Alternative;
  readonly alternatives: readonly Alternative[];
  readonly breakEven?: BreakEven;
  /** Endpoints that stay in each alternative, because clients come in through them. */
  readonly inboundEndpoints: number;
  readonly notes: readonly string[];
}

const BUILT_TYPES: readonly string[] = [
  'aws_nat_gateway',
  'aws_eip',
  'aws_vpc_endpoint',
  'aws_networkfirewall_firewall',
];

/**
 * The alternatives of a system that has functions in a VPC; `undefined` for any other, and where a price is missing.
 *
 * The traffic is what the bill says: to AWS services what goes through its interface endpoints, to the internet what
 * goes through its NAT. Without either nothing is known of it, and both are taken as zero.
 */
export function egressAlternatives(context: RuleContext, bill: Bill, prices: PriceBook): Egress | undefined {
  const facts = context.derive(egressFacts);
  const region = bill.resources[0]?.region;
  if (facts.functions.length === 0 || facts.zones === 0 || region === undefined) return undefined;
  const rates = ratesOf(prices, region);
  if (!rates) return undefined;
  const shape = shapeOf(facts, bill);
  const calculated = [
    natOnly(shape, rates, shape.zones),
    ...(shape.zones > 1 ? [natOnly(shape, rates, 1)] : []),
    natInstance(shape, rates, false),
    endpointsOnly(shape, rates),
    mixed(shape, rates, shape.zones),
    ...(shape.zones > 1 ? [mixed(shape, rates, 1)] : []),
    natInstance(shape, rates, true),
    ...(shape.inspected ? [uninspected(shape, rates)] : []),
  ];
  const even = breakEven(shape.services, {
    natHour: rates(shape.inspected ? 'network-firewall.hour' : 'nat.hour'),
    natGb: rates(shape.inspected ? 'network-firewall.gb' : 'nat.gb'),
    endpointHour: rates('endpoint.hour'),
    endpointGb: rates('endpoint.gb'),
    addressHour: rates('ipv4.hour'),
  });
  return {
    zones: shape.zones,
    services: shape.services,
    functions: facts.functions.length,
    functionsWithEgress: facts.functionsWithEgress.length,
    awsGb: shape.awsGb,
    internetGb: shape.internetGb,
    needsInternet: shape.needsInternet,
    inspected: shape.inspected,
    asBuilt: asBuilt(facts, bill, rates, shape),
    alternatives: calculated,
    ...(even ? { breakEven: even } : {}),
    inboundEndpoints: facts.inboundEndpoints.length,
    notes: [
      'gateway endpoints to S3 and DynamoDB are free and stay in every alternative',
      ...(shape.inspected
        ? [
            'with NAT gateways Network Firewall stays, one endpoint a zone of the NAT; it waives the NAT’s own charges',
          ]
        : []),
      ...(facts.inboundEndpoints.length > 0
        ? [
            'the execute-api endpoint, through which clients come in, stays in every alternative and is left out here',
          ]
        : []),
      ...facts.unknowns,
    ],
  };
}

type Rates = (id: PriceId) => Decimal;

const NEEDED: readonly PriceId[] = [
  'nat.hour',
  'nat.gb',
  'endpoint.hour',
  'endpoint.gb',
  'ipv4.hour',
  'zone-transfer.gb',
  'network-firewall.hour',
  'network-firewall.gb',
  'instance.t4g.nano.hour',
  'ebs.gp3.gb-month',
];

function ratesOf(prices: PriceBook, region: string): Rates | undefined {
  const found = new Map<PriceId, Decimal>();
  for (const id of NEEDED) {
    const price = prices.get(region, id);
    if ('missing' in price || !price.tiers[0]) return undefined;
    found.set(id, price.tiers[0].price);
  }
  return (id) => found.get(id) ?? Decimal.ZERO;
}

interface Shape {
  readonly zones: number;
  readonly services: number;
  readonly awsGb: Decimal;
  readonly internetGb: Decimal;
  readonly needsInternet: boolean;
  readonly inspected: boolean;
}

function shapeOf(facts: EgressFacts, bill: Bill): Shape {
  const keys = (resources: readonly { readonly key: string }[]) => new Set(resources.map(({ key }) => key));
  const gbOf = (wanted: ReadonlySet<string>, price: PriceId): Decimal =>
    Decimal.sum(
      bill.resources
        .filter(({ key }) => wanted.has(key))
        .flatMap(({ lines }) => lines)
        .filter((line) => line.price === price && !line.quantity.isNegative)
        .map(({ quantity }) => quantity),
    );
  const crossing = bill.resources.find(({ key }) => key === 'system')?.lines ?? [];
  const zones = facts.zones;
  const throughGateways = gbOf(keys(facts.natGateways), 'nat.gb');
  const crossed = Decimal.sum(
    crossing.filter(({ price }) => price === 'zone-transfer.gb').map((one) => one.quantity),
  );
  // A NAT instance is billed for no GB: what it routes is known from what crosses zones to it.
  const throughInstances =
    facts.natInstances.length > 0 && facts.egressZones > facts.natZones
      ? crossed.times(facts.egressZones).dividedBy(2 * (facts.egressZones - facts.natZones))
      : Decimal.ZERO;
  return {
    zones,
    services: facts.interfaceEndpoints.length,
    awsGb: gbOf(keys(facts.interfaceEndpoints), 'endpoint.gb'),
    internetGb: throughGateways.plus(throughInstances),
    needsInternet: facts.functionsWithEgress.length > 0,
    inspected: facts.firewalls.length > 0,
  };
}

/** The share of traffic that crosses zones to reach so many gateways. */
function crossingPerGb(rates: Rates, zones: number, gateways: number): Decimal {
  if (gateways >= zones) return Decimal.ZERO;
  return rates('zone-transfer.gb')
    .times(2 * (zones - gateways))
    .dividedBy(zones);
}

interface Nat {
  readonly hourly: Decimal;
  readonly perGb: Decimal;
  readonly text: string;
}

/** NAT gateways, with the firewall before them where the system has one: it waives their own charges. */
function natOf({ zones, inspected }: Shape, rates: Rates, gateways: number): Nat {
  const crossing = crossingPerGb(rates, zones, gateways);
  const address = rates('ipv4.hour').times(gateways);
  if (inspected)
    return {
      hourly: rates('network-firewall.hour').times(gateways).plus(address),
      perGb: rates('network-firewall.gb').plus(crossing),
      text: `${gateways} × (${rates('network-firewall.hour')} firewall + ${rates('ipv4.hour')} IPv4)`,
    };
  return {
    hourly: rates('nat.hour').times(gateways).plus(address),
    perGb: rates('nat.gb').plus(crossing),
    text: `${gateways} × (${rates('nat.hour')} NAT + ${rates('ipv4.hour')} IPv4)`,
  };
}

/** To four decimals, for a reader. */
function rate(perGb: Decimal): string {
  return Decimal.of(perGb.toFixed(4)).toString();
}

function monthly(hourly: Decimal): Decimal {
  return hourly.times(HOURS_PER_MONTH);
}

function finish(shape: Shape, parts: Omit<Alternative, 'total'>): Alternative {
  return { ...parts, total: parts.fixed.plus(parts.internet).plus(parts.perGb.times(shape.awsGb)) };
}

function natOnly(shape: Shape, rates: Rates, gateways: number): Alternative {
  const nat = natOf(shape, rates, gateways);
  const single = gateways < shape.zones;
  return finish(shape, {
    id: single ? 'nat-single' : 'nat-per-zone',
    name: single
      ? 'one NAT gateway, no interface endpoints'
      : 'a NAT gateway in each zone, no interface endpoints',
    fixed: monthly(nat.hourly),
    internet: shape.internetGb.times(nat.perGb),
    perGb: nat.perGb,
    arithmetic: `${nat.text} × ${HOURS_PER_MONTH} h; ${rate(nat.perGb)} a GB`,
    remark: single
      ? 'every function has a way to the internet; the loss of one zone cuts all of them off'
      : 'every function has a way to the internet',
  });
}

function endpointHours(shape: Shape, rates: Rates): { readonly hourly: Decimal; readonly text: string } {
  return {
    hourly: rates('endpoint.hour').times(shape.services * shape.zones),
    text: `${shape.services} endpoints × ${shape.zones} zones × ${rates('endpoint.hour')}`,
  };
}

function endpointsOnly(shape: Shape, rates: Rates): Alternative {
  const { hourly, text } = endpointHours(shape, rates);
  return finish(shape, {
    id: 'endpoints-only',
    name: 'interface endpoints only',
    fixed: monthly(hourly),
    internet: Decimal.ZERO,
    perGb: rates('endpoint.gb'),
    arithmetic: `${text} × ${HOURS_PER_MONTH} h; ${rates('endpoint.gb')} a GB`,
    ...(shape.needsInternet ? { impossible: 'functions of this system have a route to the internet' } : {}),
    remark: 'no function has a way to the internet; each endpoint has a policy',
  });
}

function mixed(shape: Shape, rates: Rates, gateways: number): Alternative {
  const nat = natOf(shape, rates, gateways);
  const { hourly, text } = endpointHours(shape, rates);
  const single = gateways < shape.zones;
  return finish(shape, {
    id: single ? 'mixed-single' : 'mixed-per-zone',
    name: single
      ? 'interface endpoints, and one NAT gateway for the internet'
      : 'interface endpoints, and a NAT gateway in each zone for the internet',
    fixed: monthly(hourly.plus(nat.hourly)),
    internet: shape.internetGb.times(nat.perGb),
    perGb: rates('endpoint.gb'),
    arithmetic: `(${text} + ${nat.text}) × ${HOURS_PER_MONTH} h; ${rates('endpoint.gb')} a GB to AWS, ${rate(nat.perGb)} to the internet`,
    remark: single
      ? 'AWS services are reached without the internet; the loss of one zone cuts the internet off'
      : 'AWS services are reached without the internet',
  });
}

/** What the firewall is in the bill of a system that has one. */
function uninspected(shape: Shape, rates: Rates): Alternative {
  return {
    ...mixed({ ...shape, inspected: false }, rates, shape.zones),
    id: 'mixed-uninspected',
    name: 'interface endpoints, and a NAT gateway in each zone, not inspected',
    remark: 'what the functions reach is bounded by names alone',
  };
}

/** GB of the instance's volume. */
const INSTANCE_VOLUME_GB = 8;

function natInstance(shape: Shape, rates: Rates, withEndpoints: boolean): Alternative {
  const crossing = crossingPerGb(rates, shape.zones, 1);
  const endpoints = endpointHours(shape, rates);
  const volume = rates('ebs.gp3.gb-month').times(INSTANCE_VOLUME_GB);
  const own = rates('instance.t4g.nano.hour').plus(rates('ipv4.hour'));
  const text = `(${rates('instance.t4g.nano.hour')} t4g.nano + ${rates('ipv4.hour')} IPv4`;
  return finish(shape, {
    id: withEndpoints ? 'mixed-instance' : 'nat-instance',
    name: withEndpoints
      ? 'interface endpoints, and a NAT instance for the internet'
      : 'a NAT instance, no interface endpoints',
    fixed: monthly(withEndpoints ? own.plus(endpoints.hourly) : own).plus(volume),
    internet: shape.internetGb.times(crossing),
    perGb: withEndpoints ? rates('endpoint.gb') : crossing,
    arithmetic: `${text}${withEndpoints ? ` + ${endpoints.text}` : ''}) × ${HOURS_PER_MONTH} h + ${INSTANCE_VOLUME_GB} GB × ${rates('ebs.gp3.gb-month')}`,
    remark:
      'one small instance that is yours to patch and to replace; not redundant, and nothing inspects what it lets out',
  });
}

function asBuilt(facts: EgressFacts, bill: Bill, rates: Rates, shape: Shape): Alternative {
  const inbound = new Set(facts.inboundEndpoints.map(({ key }) => key));
  const instances = new Set(facts.natInstances.map(({ key }) => key));
  const isPart = ({ key, type }: PricedResource): boolean =>
    !inbound.has(key) && (BUILT_TYPES.includes(type) || instances.has(key));
  const parts = bill.resources.filter(isPart);
  const crossing = (bill.resources.find(({ key }) => key === 'system')?.lines ?? []).filter(
    ({ price }) => price === 'zone-transfer.gb',
  );
  const perGb = shape.services > 0 ? rates('endpoint.gb') : natOf(shape, rates, facts.natZones).perGb;
  const fixed = Decimal.sum(parts.map((one) => one.fixed));
  const usage = Decimal.sum([...parts.map((one) => one.usage), ...crossing.map(({ amount }) => amount)]);
  const toAws = perGb.times(shape.awsGb);
  return {
    id: 'as-built',
    name: 'as it is built',
    fixed,
    internet: usage.minus(toAws),
    perGb,
    total: fixed.plus(usage),
    arithmetic: `the sum of ${parts.length} resources of the bill`,
    remark: [
      count(facts.natGateways.length, 'NAT gateway'),
      count(facts.natInstances.length, 'NAT instance'),
      count(facts.interfaceEndpoints.length, 'interface endpoint'),
      count(facts.firewallZones, 'firewall endpoint'),
    ]
      .filter((text) => text !== '')
      .join(', '),
  };
}

function count(number: number, name: string): string {
  return number === 0 ? '' : `${number} ${name}${number === 1 ? '' : 's'}`;
}
