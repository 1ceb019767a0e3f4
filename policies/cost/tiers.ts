import { Decimal } from './decimal';
import type { Price, Tier } from './prices/price-book';

/**
 * What a volume costs when a volume has been billed before it. Tiers are the account's, not a resource's: the resources
 * fill them one after another, so that their amounts add up to the amount of the sum.
 */
export function amountBetween(price: Price, before: Decimal, after: Decimal): Decimal {
  return amountUpTo(price.tiers, after).minus(amountUpTo(price.tiers, before));
}

function amountUpTo(tiers: readonly Tier[], volume: Decimal): Decimal {
  let amount = Decimal.ZERO;
  let start = Decimal.ZERO;
  for (const { upTo, price } of tiers) {
    const end = upTo ? volume.min(upTo) : volume;
    if (end.compare(start) > 0) amount = amount.plus(end.minus(start).times(price));
    if (!upTo || volume.compare(upTo) <= 0) break;
    start = upTo;
  }
  return amount;
}
