import { UNKNOWN_REGION } from '../graph/arn';
import type { Graph } from '../graph/graph';
import { addTo, groupBy } from '../graph/lists';
import type { Resource } from '../graph/resource';
import { RuleContext } from '../rules/context';
import type { Bill, FreeType, Gap, Line, PricedResource, ServiceTotal, Total, UnpricedType } from './bill';
import { Decimal } from './decimal';
import { type Component, NotPriced, Subject } from './pricer';
import type { Price, PriceBook } from './prices/price-book';
import { priceDefinition } from './prices/price-catalogue';
import { FREE_TYPES } from './services/free-types';
import { PRICER_OF, USAGE_KEYS } from './services/pricers';
import { amountBetween } from './tiers';
import { type Demand, trafficDemands } from './traffic';
import { Usage } from './usage/usage';

export interface EstimateOptions {
  readonly prices: PriceBook;
  /** @default nothing but the defaults */
  readonly usage?: Usage;
  /** Of resources whose provider does not say. @default the first region of the snapshot */
  readonly region?: string;
  /** Leave out what an account need not pay for each month. @default false: another system may have used it up */
  readonly freeTier?: boolean;
}

/** Prices a configuration. Pure: the same input gives the same bill. */
export function estimate(graph: Graph, options: EstimateOptions): Bill {
  return new Estimator(new RuleContext(graph), options).bill();
}

/** Prices a configuration of which more is asked than the bill. */
export function estimateIn(context: RuleContext, options: EstimateOptions): Bill {
  return new Estimator(context, options).bill();
}

class Estimator {
  private readonly usage: Usage;
  private readonly fallbackRegion: string;
  /** What has been billed of each price in each region. */
  private readonly billed = new Map<string, Decimal>();
  private readonly used = new Map<string, Price>();

  constructor(
    private readonly context: RuleContext,
    private readonly options: EstimateOptions,
  ) {
    this.usage = options.usage ?? Usage.defaults(USAGE_KEYS);
    this.fallbackRegion = options.region ?? options.prices.regions[0] ?? '';
  }

  bill(): Bill {
    const { graph } = this.context;
    const resources: PricedResource[] = [];
    const free = new Map<string, number>();
    const unpriced = new Map<string, string[]>();
    for (const resource of graph.resources) {
      if (resource.mode !== 'managed') continue;
      const priced = this.price(resource);
      if (priced) resources.push(priced);
      else if (FREE_TYPES.has(resource.type)) free.set(resource.type, (free.get(resource.type) ?? 0) + 1);
      else addTo(unpriced, resource.type, resource.key);
    }
    const traffic = this.traffic(resources);
    const all = traffic ? [...resources, traffic] : resources;
    return {
      resources: all,
      total: totalOf(all),
      services: servicesOf(all),
      free: [...free]
        .map(([type, count]): FreeType => ({ type, count, reason: FREE_TYPES.get(type) ?? '' }))
        .sort(byType),
      unpriced: [...unpriced]
        .map(([type, keys]): UnpricedType => ({ type, count: keys.length, examples: keys.slice(0, 3) }))
        .sort(byType),
      prices: [...this.used.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
      regions: [...new Set(all.map(({ region }) => region))].sort(),
      incomplete: graph.gaps.map(({ address, reason }) => `${address}: ${reason}`),
      freeTier: this.options.freeTier ?? false,
    };
  }

  private price(resource: Resource): PricedResource | undefined {
    const pricer = PRICER_OF.get(resource.type);
    if (!pricer) return undefined;
    const subject = new Subject(resource, this.context, (one, key) => this.usage.of(one, key));
    const region = this.regionOf(resource);
    const lines: Line[] = [];
    const gaps: Gap[] = [];
    for (const component of pricer.components) this.add(component, subject, region, lines, gaps);
    const { multiplicity } = resource;
    return {
      key: resource.key,
      type: resource.type,
      service: pricer.service,
      region,
      lines,
      gaps,
      ...sums(lines),
      ...(multiplicity ? { countUnknown: multiplicity.reason } : {}),
      notes: pricer.notes?.(subject) ?? [],
    };
  }

  private add(component: Component, subject: Subject, region: string, lines: Line[], gaps: Gap[]): void {
    const { name, kind } = component;
    const quantity = component.quantity(subject);
    if (quantity === undefined) return;
    if (quantity instanceof NotPriced) {
      gaps.push({ name, kind, reason: quantity.reason });
      return;
    }
    const id = typeof component.price === 'string' ? component.price : component.price(subject);
    if (id instanceof NotPriced) gaps.push({ name, kind, quantity, reason: id.reason });
    else this.bill1({ name, kind, price: id, quantity }, region, lines, gaps);
  }

  /** Bills a quantity, in the tiers that are still open. */
  private bill1(demand: Demand, region: string, lines: Line[], gaps: Gap[]): void {
    const { name, kind, price: id, quantity } = demand;
    const { unit, free } = priceDefinition(id);
    const price = this.options.prices.get(region, id);
    if ('missing' in price) {
      gaps.push({ name, kind, quantity, unit, reason: price.missing });
      return;
    }
    const place = `${region} ${id}`;
    this.used.set(place, price);
    const before = this.billed.get(place) ?? Decimal.ZERO;
    const after = before.plus(quantity);
    this.billed.set(place, after);
    const granted = Decimal.of(this.options.freeTier ? (free ?? '0') : '0');
    const beyond = (volume: Decimal): Decimal => volume.minus(granted).max(Decimal.ZERO);
    const amount = amountBetween(price, beyond(before), beyond(after));
    const first = price.tiers[0]?.price ?? Decimal.ZERO;
    lines.push({
      name,
      kind,
      price: id,
      unit,
      quantity,
      amount,
      unitPrice: quantity.isZero ? first : amount.dividedBy(quantity, 12),
      confidence: price.confidence,
    });
  }

  /** What moves through the network and is billed to no resource. */
  private traffic(resources: readonly PricedResource[]): PricedResource | undefined {
    const region = resources[0]?.region ?? this.fallbackRegion;
    const lines: Line[] = [];
    const gaps: Gap[] = [];
    for (const demand of trafficDemands(this.context, this.usage)) this.bill1(demand, region, lines, gaps);
    if (lines.length === 0 && gaps.length === 0) return undefined;
    return {
      key: 'system',
      type: 'system',
      service: 'traffic',
      region,
      lines,
      gaps,
      ...sums(lines),
      notes: ['of no resource by itself: the section "system" of the usage file'],
    };
  }

  private regionOf(resource: Resource): string {
    const { region } = this.context.graph.place(resource);
    return region === UNKNOWN_REGION ? this.fallbackRegion : region;
  }
}

function sums(lines: readonly Line[]): { readonly fixed: Decimal; readonly usage: Decimal } {
  const of = (kind: Line['kind']): Decimal =>
    Decimal.sum(lines.filter((line) => line.kind === kind).map(({ amount }) => amount));
  return { fixed: of('fixed'), usage: of('usage') };
}

/** The sum over resources, which is exact. */
export function totalOf(resources: readonly { readonly fixed: Decimal; readonly usage: Decimal }[]): Total {
  const fixed = Decimal.sum(resources.map((one) => one.fixed));
  const usage = Decimal.sum(resources.map((one) => one.usage));
  return { fixed, usage, all: fixed.plus(usage) };
}

function servicesOf(resources: readonly PricedResource[]): readonly ServiceTotal[] {
  return [...groupBy(resources, ({ service }) => service)]
    .map(([service, members]) => ({
      service,
      resources: members.length,
      gaps: members.reduce((sum, { gaps }) => sum + gaps.length, 0),
      ...totalOf(members),
    }))
    .sort((a, b) => b.all.compare(a.all) || (a.service < b.service ? -1 : 1));
}

function byType(a: { readonly type: string }, b: { readonly type: string }): number {
  return a.type < b.type ? -1 : 1;
}
