import { isRaw, type Raw } from '../../graph/raw';
import type { Total } from '../bill';
import { Decimal } from '../decimal';

/** What is needed of a report that `vpc-lambda cost --format json` printed before. */
export interface EarlierReport {
  readonly resources: readonly { readonly key: string; readonly amount: Decimal }[];
  readonly total: Total;
  /** The first tier of each price, by region and id. */
  readonly prices: ReadonlyMap<string, string>;
  readonly regions: readonly string[];
  readonly freeTier: boolean;
}

/** A file that is no report of `vpc-lambda cost`. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

/** @param file as messages call it @throws BaselineError */
export function readEarlierReport(json: unknown, file: string): EarlierReport {
  const fail = (problem: string): never => {
    throw new BaselineError(`${file}: ${problem}; a baseline is what vpc-lambda cost --format json prints`);
  };
  const root = object(json) ?? fail('is not an object');
  if (root['schemaVersion'] !== 1) fail('schemaVersion is not 1');
  const amount = (value: unknown, at: string): Decimal => {
    if (typeof value === 'string') {
      try {
        return Decimal.of(value);
      } catch {
        // Said below.
      }
    }
    return fail(`${at} is not an amount`);
  };
  const total = object(root['total']) ?? fail('has no total');
  const listed = Array.isArray(root['resources'])
    ? (root['resources'] as unknown[])
    : fail('has no resources');
  return {
    resources: listed.map((raw, index) => {
      const { key, total: all } = object(raw) ?? {};
      if (typeof key !== 'string') fail(`resources[${index}] has no key`);
      return { key: String(key), amount: amount(all, `resources[${index}].total`) };
    }),
    total: {
      fixed: amount(total['fixed'], 'total.fixed'),
      usage: amount(total['usage'], 'total.usage'),
      all: amount(total['all'], 'total.all'),
    },
    prices: pricesOf(root['prices']),
    regions: Array.isArray(root['regions']) ? root['regions'].map(String) : [],
    freeTier: root['freeTier'] === true,
  };
}

function pricesOf(raw: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const one of Array.isArray(raw) ? (raw as unknown[]) : []) {
    const { id, region, tiers } = object(one) ?? {};
    const first = object(Array.isArray(tiers) ? tiers[0] : undefined);
    if (typeof first?.['price'] === 'string') found.set(`${String(region)} ${String(id)}`, first['price']);
  }
  return found;
}

function object(value: unknown): Raw | undefined {
  return isRaw(value) ? value : undefined;
}
