import { isRaw, type Raw } from '../../graph/raw';
import { Decimal } from '../decimal';
import { isPriceId, PRICE_CATALOGUE, type PriceId } from './price-catalogue';
import { CONFIDENCES, type Confidence } from './price-units';
import snapshot from './prices.json';

/** Where a figure was read. */
export interface PriceSource {
  readonly title: string;
  readonly url: string;
  /** When the figure was published, as the source says it: a date, or why there is none. */
  readonly published: string;
}

/** What a unit costs up to a volume a month. The last tier has no end. */
export interface Tier {
  readonly upTo?: Decimal;
  readonly price: Decimal;
}

/** What a unit costs in a region, and who says so. */
export interface Price {
  readonly id: PriceId;
  readonly region: string;
  readonly tiers: readonly Tier[];
  readonly confidence: Confidence;
  readonly source: PriceSource;
  readonly note?: string;
}

/** A price that nobody could find: what needs it is listed as unpriced. */
export interface MissingPrice {
  readonly id: PriceId;
  readonly missing: string;
}

/** A snapshot that is not as it must be. The message lists everything that is wrong. */
export class PriceBookError extends Error {
  override readonly name = 'PriceBookError';

  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super(`${file}: ${problems.length} problems\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** The prices of some regions at one time. */
export class PriceBook {
  constructor(
    private readonly byRegion: ReadonlyMap<string, ReadonlyMap<PriceId, Price | MissingPrice>>,
    /** What the figures have in common. */
    readonly note: string,
  ) {}

  get regions(): readonly string[] {
    return [...this.byRegion.keys()];
  }

  get(region: string, id: PriceId): Price | MissingPrice {
    const prices = this.byRegion.get(region);
    if (!prices) return { id, missing: `the snapshot has no prices of the region ${region}` };
    return prices.get(id) ?? { id, missing: `the snapshot has no price ${id} for ${region}` };
  }

  /** Every price of a region, those that are missing too, in the catalogue's order. */
  all(region: string): readonly (Price | MissingPrice)[] {
    return (Object.keys(PRICE_CATALOGUE) as PriceId[]).map((id) => this.get(region, id));
  }
}

/** The snapshot of the repository. @throws PriceBookError */
export function loadPriceBook(): PriceBook {
  return parsePriceBook(snapshot, 'policies/cost/prices/prices.json');
}

/**
 * Reads a snapshot: `sources` by name, and by region each price with its source, confidence, and one price or tiers.
 *
 * @param file as messages call it
 * @throws PriceBookError with every problem
 */
export function parsePriceBook(json: unknown, file: string): PriceBook {
  const problems: string[] = [];
  const root = object(json, 'the file', problems);
  if (root['schemaVersion'] !== 1) problems.push('schemaVersion is not 1');
  if (root['currency'] !== 'USD') problems.push('currency is not USD');
  const sources = new Map<string, PriceSource>();
  for (const [name, raw] of Object.entries(object(root['sources'], 'sources', problems)))
    sources.set(name, readSource(raw, `sources.${name}`, problems));
  const regions = new Map<string, ReadonlyMap<PriceId, Price | MissingPrice>>();
  for (const [region, raw] of Object.entries(object(root['regions'], 'regions', problems))) {
    const prices = new Map<PriceId, Price | MissingPrice>();
    for (const [id, entry] of Object.entries(object(raw, `regions.${region}`, problems))) {
      const at = `regions.${region}.${id}`;
      if (!isPriceId(id)) problems.push(`${at}: no such price in the catalogue`);
      else {
        const price = readPrice(id, region, entry, { at, sources, problems });
        if (price) prices.set(id, price);
      }
    }
    regions.set(region, prices);
  }
  if (problems.length > 0) throw new PriceBookError(file, problems);
  return new PriceBook(regions, typeof root['note'] === 'string' ? root['note'] : '');
}

interface Place {
  readonly at: string;
  readonly sources: ReadonlyMap<string, PriceSource>;
  readonly problems: string[];
}

function readPrice(
  id: PriceId,
  region: string,
  raw: unknown,
  place: Place,
): Price | MissingPrice | undefined {
  const { at, sources, problems } = place;
  const entry = object(raw, at, problems);
  unknownKeys(entry, ['price', 'tiers', 'confidence', 'source', 'note', 'missing'], at, problems);
  if (entry['missing'] !== undefined) {
    if (typeof entry['missing'] === 'string') return { id, missing: entry['missing'] };
    problems.push(`${at}.missing is not a sentence`);
    return undefined;
  }
  const confidence = CONFIDENCES.find((one) => one === entry['confidence']);
  if (!confidence) problems.push(`${at}.confidence is none of ${CONFIDENCES.join(', ')}`);
  const source = typeof entry['source'] === 'string' ? sources.get(entry['source']) : undefined;
  if (!source) problems.push(`${at}.source names none of the sources`);
  const note = entry['note'];
  if (note !== undefined && typeof note !== 'string') problems.push(`${at}.note is not a text`);
  if ((confidence === 'other-region' || confidence === 'inference') && typeof note !== 'string')
    problems.push(`${at}.note must say of what region, or how it was computed`);
  const tiers = readTiers(entry, at, problems);
  if (!confidence || !source || tiers.length === 0) return undefined;
  return { id, region, tiers, confidence, source, ...(typeof note === 'string' ? { note } : {}) };
}

function readTiers(entry: Raw, at: string, problems: string[]): readonly Tier[] {
  if ((entry['price'] === undefined) === (entry['tiers'] === undefined)) {
    problems.push(`${at} has either a price or tiers`);
    return [];
  }
  if (entry['price'] !== undefined) {
    const price = readDecimal(entry['price'], `${at}.price`, problems);
    return price ? [{ price }] : [];
  }
  const raw = Array.isArray(entry['tiers']) ? (entry['tiers'] as readonly unknown[]) : [];
  if (raw.length === 0) problems.push(`${at}.tiers is not a list with a tier`);
  const tiers: Tier[] = [];
  raw.forEach((one, index) => {
    const place = `${at}.tiers[${index}]`;
    const tier = object(one, place, problems);
    unknownKeys(tier, ['upTo', 'price'], place, problems);
    const price = readDecimal(tier['price'], `${place}.price`, problems);
    const last = index === raw.length - 1;
    if (last !== (tier['upTo'] === undefined)) problems.push(`${place}: every tier but the last has upTo`);
    const upTo =
      tier['upTo'] === undefined ? undefined : readDecimal(tier['upTo'], `${place}.upTo`, problems);
    const before = tiers[tiers.length - 1]?.upTo ?? Decimal.ZERO;
    if (upTo && upTo.compare(before) <= 0) problems.push(`${place}.upTo is not above the tier before`);
    if (price) tiers.push(upTo ? { upTo, price } : { price });
  });
  return tiers;
}

function object(value: unknown, at: string, problems: string[]): Raw {
  if (isRaw(value)) return value;
  problems.push(`${at} is not an object`);
  return {};
}

function unknownKeys(value: Raw, allowed: readonly string[], at: string, problems: string[]): void {
  for (const key of Object.keys(value).filter((one) => !allowed.includes(one)))
    problems.push(`${at}.${key} is not known`);
}

/** Prices are strings in the file: JSON's numbers are binary fractions. */
function readDecimal(value: unknown, at: string, problems: string[]): Decimal | undefined {
  if (typeof value === 'string' && /^\d{1,20}(\.\d{1,12})?$/.test(value)) return Decimal.of(value);
  problems.push(`${at} is not a decimal number in quotes, of at most 12 decimals`);
  return undefined;
}

function readSource(raw: unknown, at: string, problems: string[]): PriceSource {
  const entry = object(raw, at, problems);
  unknownKeys(entry, ['title', 'url', 'published'], at, problems);
  const text = (key: string): string => {
    const value = entry[key];
    if (typeof value === 'string' && value !== '') return value;
    problems.push(`${at}.${key} is missing`);
    return '';
  };
  return { title: text('title'), url: text('url'), published: text('published') };
}
