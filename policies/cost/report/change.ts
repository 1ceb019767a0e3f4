import type { Bill, Total } from '../bill';
import type { Decimal } from '../decimal';
import { Decimal as D } from '../decimal';
import type { EarlierReport } from './earlier-report';

/** What a resource cost, and costs. */
export interface ChangedResource {
  readonly key: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: Decimal;
  readonly after: Decimal;
  readonly difference: Decimal;
}

/** The cost of a change: this bill against an earlier one. */
export interface Change {
  readonly before: Total;
  readonly after: Total;
  readonly difference: Total;
  /** The largest differences first. */
  readonly resources: readonly ChangedResource[];
  /** What is not the configuration and changed too: prices, usage. The difference holds their effect. */
  readonly warnings: readonly string[];
}

/** Compares by the resources' keys. A resource that costs nothing before and after is left out. */
export function changeAgainst(earlier: EarlierReport, bill: Bill): Change {
  const before = new Map(earlier.resources.map((one) => [one.key, one.amount]));
  const after = new Map(bill.resources.map((one) => [one.key, one.fixed.plus(one.usage)]));
  const resources: ChangedResource[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key), after.get(key)];
    const difference = (is ?? D.ZERO).minus(was ?? D.ZERO);
    if (difference.isZero && was && is) continue;
    if (difference.isZero && (was ?? is)?.isZero) continue;
    resources.push({
      key,
      kind: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed',
      before: was ?? D.ZERO,
      after: is ?? D.ZERO,
      difference,
    });
  }
  resources.sort((a, b) => size(b).compare(size(a)) || (a.key < b.key ? -1 : 1));
  const { total } = bill;
  return {
    before: earlier.total,
    after: total,
    difference: {
      fixed: total.fixed.minus(earlier.total.fixed),
      usage: total.usage.minus(earlier.total.usage),
      all: total.all.minus(earlier.total.all),
    },
    resources,
    warnings: warnings(earlier, bill),
  };
}

function size({ difference }: ChangedResource): Decimal {
  return difference.isNegative ? difference.negated() : difference;
}

function warnings(earlier: EarlierReport, bill: Bill): readonly string[] {
  const found: string[] = [];
  const now = new Map(
    bill.prices.map((price) => [`${price.region} ${price.id}`, price.tiers[0]?.price.toString()]),
  );
  const changed = [...earlier.prices].filter(([place, price]) => now.has(place) && now.get(place) !== price);
  if (changed.length > 0)
    found.push(
      `${changed.length} prices are others than in the baseline (${changed
        .slice(0, 3)
        .map(([place]) => place)
        .join(', ')}${changed.length > 3 ? ', …' : ''}): the difference holds that too`,
    );
  if (earlier.regions.join() !== bill.regions.join())
    found.push(
      `the baseline is of ${earlier.regions.join(', ') || 'no region'}, this of ${bill.regions.join(', ')}`,
    );
  if (earlier.freeTier !== bill.freeTier) found.push('only one of the two leaves the free tier out');
  return found;
}
