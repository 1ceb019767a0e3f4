import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parsePriceBook } from '../../../policies/cost/prices/price-book';
import { PRICE_IDS } from '../../../policies/cost/prices/price-catalogue';
import { UsageError } from '../../cli/errors';
import { extractPrices, isKnownRegion, type ListedPrices, offersNeeded } from './extract-prices';

/** Where AWS publishes its price list, for everybody. */
export const PRICE_LIST = 'https://pricing.us-east-1.amazonaws.com';

/** The snapshot's file, as JSON. */
export interface SnapshotJson {
  readonly schemaVersion: 1;
  readonly currency: 'USD';
  readonly note: string;
  readonly sources: Readonly<
    Record<string, { readonly title: string; readonly url: string; readonly published: string }>
  >;
  readonly regions: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

export interface RefreshOptions {
  /** The price list's address, or a directory with its files: `<service>/<region>/index.json` or `<service>-<region>.json`. */
  readonly source: string;
  readonly region: string;
  readonly snapshot: SnapshotJson;
  /** Told of each file. @default nobody */
  readonly onStep?: (step: string) => void;
}

export interface Refreshed {
  readonly snapshot: SnapshotJson;
  /** Prices that are AWS's own now. */
  readonly refreshed: number;
  /** What stayed as it was, and why. */
  readonly kept: readonly string[];
}

/**
 * Replaces the prices of a region by those of AWS's price list. What the list does not have stays as it was, and is
 * said.
 *
 * @throws UsageError for a region or a source that is not known, PriceBookError if the result is not a snapshot
 */
export async function refreshPrices({
  source,
  region,
  snapshot,
  onStep,
}: RefreshOptions): Promise<Refreshed> {
  if (!isKnownRegion(region)) throw new UsageError(`--region ${region}: its usage types are not known here`);
  const sources = { ...snapshot.sources };
  const prices: Record<string, object> = { ...snapshot.regions[region] };
  const fresh = new Set<string>();
  const kept: string[] = [];
  for (const service of offersNeeded()) {
    onStep?.(`${service} of ${region}`);
    const listed = await read(source, service, region, kept);
    if (!listed) continue;
    kept.push(...listed.problems);
    const name = `price-list-${service}-${region}`;
    for (const [id, tiers] of listed.prices) {
      const [only, ...others] = tiers;
      prices[id] = {
        ...(only && others.length === 0 ? { price: only.price } : { tiers }),
        confidence: 'price-list',
        source: name,
      };
      fresh.add(id);
      sources[name] = {
        title: `AWS Price List, ${service}, ${region}`,
        url: `${PRICE_LIST}/offers/v1.0/aws/${service}/current/${region}/index.json`,
        published: listed.published,
      };
    }
  }
  const ordered = Object.fromEntries(
    PRICE_IDS.flatMap((id) => (prices[id] ? [[id, prices[id]] as const] : [])),
  );
  const result: SnapshotJson = {
    ...snapshot,
    sources: usedSources(sources, { ...snapshot.regions, [region]: ordered }),
    regions: { ...snapshot.regions, [region]: ordered },
  };
  parsePriceBook(result, 'the refreshed snapshot');
  return { snapshot: result, refreshed: fresh.size, kept };
}

async function read(
  source: string,
  service: string,
  region: string,
  kept: string[],
): Promise<ListedPrices | undefined> {
  const stream = await open(source, service, region);
  if (typeof stream === 'string') {
    kept.push(`${service}: ${stream}`);
    return undefined;
  }
  try {
    return await extractPrices(stream, service, region);
  } catch (error) {
    kept.push(
      `${service}: the offer file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}

async function open(source: string, service: string, region: string): Promise<Readable | string> {
  if (!/^https?:/.test(source)) {
    if (!existsSync(source)) throw new UsageError(`--refresh-prices ${source}: does not exist`);
    const file = [
      join(source, service, region, 'index.json'),
      join(source, `${service}-${region}.json`),
    ].find((one) => existsSync(one));
    return file ? createReadStream(file) : `no ${service}/${region}/index.json in ${source}`;
  }
  const url = `${source.replace(/\/$/, '')}/offers/v1.0/aws/${service}/current/${region}/index.json`;
  try {
    const response = await fetch(url);
    if (!response.ok || !response.body) return `${url} answers ${response.status}`;
    return Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return `${url} cannot be reached: ${cause}`;
  }
}

function usedSources(
  sources: SnapshotJson['sources'],
  regions: SnapshotJson['regions'],
): SnapshotJson['sources'] {
  const used = new Set(
    Object.values(regions).flatMap((prices) =>
      Object.values(prices).map((price) => (price as { source?: string }).source),
    ),
  );
  return Object.fromEntries(Object.entries(sources).filter(([name]) => used.has(name)));
}
