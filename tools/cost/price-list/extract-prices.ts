import type { Readable } from 'node:stream';
import { Decimal } from '../../../policies/cost/decimal';
import { PRICE_IDS, type PriceId, priceDefinition } from '../../../policies/cost/prices/price-catalogue';
import type { Offer } from '../../../policies/cost/prices/price-definition';
import { offerParts } from './offer-stream';

/** A tier as the snapshot has it. */
export interface ListedTier {
  readonly upTo?: string;
  readonly price: string;
}

/** Prices of one offer file. */
export interface ListedPrices {
  readonly service: string;
  /** When AWS published the file. */
  readonly published: string;
  readonly prices: ReadonlyMap<PriceId, readonly ListedTier[]>;
  /** What is wanted of this offer and is not in the file, or is there more than once with different prices. */
  readonly problems: readonly string[];
}

/** The prefix of usage types in each region. AWS has no rule for it. us-east-1 has none, or USE1. */
const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['', 'USE1-'],
  'us-east-2': ['USE2-'],
  'us-west-1': ['USW1-'],
  'us-west-2': ['USW2-'],
  'ca-central-1': ['CAN1-'],
  'eu-central-1': ['EUC1-'],
  'eu-central-2': ['EUC2-'],
  'eu-north-1': ['EUN1-'],
  'eu-south-1': ['EUS1-'],
  'eu-west-1': ['EU-', 'EUW1-'],
  'eu-west-2': ['EUW2-'],
  'eu-west-3': ['EUW3-'],
};

export function isKnownRegion(region: string): boolean {
  return Object.hasOwn(PREFIXES, region);
}

/** The offers that hold a price of the catalogue. */
export function offersNeeded(): readonly string[] {
  return [...new Set(PRICE_IDS.flatMap((id) => priceDefinition(id).offer?.service ?? []))].sort();
}

interface Product {
  readonly attributes?: Readonly<Record<string, string>>;
}

interface Dimension {
  readonly beginRange?: string;
  readonly endRange?: string;
  readonly pricePerUnit?: Readonly<Record<string, string>>;
}

type Terms = Readonly<Record<string, { readonly priceDimensions?: Readonly<Record<string, Dimension>> }>>;

/**
 * Reads the prices of the catalogue from an offer file of AWS's price list (`offers/v1.0/aws/<service>/current/<region>/
 * index.json`): products first, then the on-demand terms of those that are wanted.
 */
export async function extractPrices(
  stream: Readable | AsyncIterable<string | Buffer>,
  service: string,
  region: string,
): Promise<ListedPrices> {
  const wanted = PRICE_IDS.filter((id) => priceDefinition(id).offer?.service === service);
  const skus = new Map<string, PriceId[]>();
  const found = new Map<PriceId, Map<string, readonly ListedTier[]>>();
  let published = 'not stated';
  const parts = offerParts(
    stream,
    (path) =>
      (path.length === 1 && path[0] === 'publicationDate') ||
      (path.length === 2 && path[0] === 'products') ||
      (path.length === 3 && path[0] === 'terms' && path[1] === 'OnDemand'),
  );
  for await (const { path, value } of parts) {
    if (path[0] === 'publicationDate') published = String(value).slice(0, 10);
    else if (path[0] === 'products') {
      const ids = wanted.filter((id) => isProduct(priceDefinition(id).offer, value as Product, region));
      if (ids.length > 0) skus.set(path[1] ?? '', ids);
    } else {
      for (const id of skus.get(path[2] ?? '') ?? []) {
        const tiers = tiersOf(value as Terms);
        if (!tiers) continue;
        const known = found.get(id) ?? new Map<string, readonly ListedTier[]>();
        known.set(JSON.stringify(tiers), tiers);
        found.set(id, known);
      }
    }
  }
  const prices = new Map<PriceId, readonly ListedTier[]>();
  const problems: string[] = [];
  for (const id of wanted) {
    const [first, ...others] = [...(found.get(id)?.values() ?? [])];
    if (!first) problems.push(`${id}: ${service} of ${region} has no product like it`);
    else if (others.length > 0)
      problems.push(`${id}: ${service} of ${region} has ${others.length + 1} different prices`);
    else prices.set(id, first);
  }
  return { service, published, prices, problems };
}

function isProduct(offer: Offer | undefined, { attributes }: Product, region: string): boolean {
  if (!offer || !attributes) return false;
  const names =
    offer.naming === 'none'
      ? [offer.usageType]
      : offer.naming === 'region'
        ? [`${region}-${offer.usageType}`]
        : (PREFIXES[region] ?? []).map((prefix) => `${prefix}${offer.usageType}`);
  return (
    names.includes(attributes['usagetype'] ?? '') &&
    Object.entries(offer.attributes ?? {}).every(([name, value]) => attributes[name] === value)
  );
}

/** The tiers that cost something, in order. A free first tier is the free tier: it is left to `--free-tier`. */
function tiersOf(terms: Terms): readonly ListedTier[] | undefined {
  const dimensions = Object.values(terms).flatMap((term) => Object.values(term.priceDimensions ?? {}));
  const tiers = dimensions
    .flatMap(({ beginRange = '0', endRange = 'Inf', pricePerUnit }) => {
      const usd = pricePerUnit?.['USD'];
      return usd === undefined ? [] : [{ begin: Decimal.of(beginRange), endRange, price: Decimal.of(usd) }];
    })
    .sort((a, b) => a.begin.compare(b.begin));
  const [first] = tiers;
  const billed = first?.price.isZero && tiers.length > 1 ? tiers.slice(1) : tiers;
  if (billed.length === 0 || billed.every(({ price }) => price.isZero)) return undefined;
  return billed.map(({ endRange, price }, index) =>
    index === billed.length - 1
      ? { price: price.toString() }
      : { upTo: Decimal.of(endRange).toString(), price: price.toString() },
  );
}
