/** What a price is for one of. */
export const PRICE_UNITS = [
  'hour',
  'GB',
  'GB-month',
  'GB-second',
  'request',
  'month',
  'ACU-hour',
  'domain-month',
  'trace',
] as const;

export type PriceUnit = (typeof PRICE_UNITS)[number];

/** Hours of the average month, as AWS reckons: 8,760 hours of the year by twelve. */
export const HOURS_PER_MONTH = 730;

/**
 * How sure a price is, best first. Whatever stands after `documentation` is shown as not verified.
 *
 * - `price-list`: read from AWS's own price list by `--refresh-prices`
 * - `price-list-copy`: somebody else's copy of AWS's price list, for this region
 * - `documentation`: AWS's documentation or pricing page
 * - `inference`: computed from a bill or from other figures
 * - `hearsay`: published by somebody, without a source
 * - `other-region`: sourced, but for the region that the note names, which stands in
 * - `recollection`: nobody was found who says it
 */
export const CONFIDENCES = [
  'price-list',
  'price-list-copy',
  'documentation',
  'inference',
  'hearsay',
  'other-region',
  'recollection',
] as const;

export type Confidence = (typeof CONFIDENCES)[number];

const VERIFIED: readonly Confidence[] = ['price-list', 'price-list-copy', 'documentation'];

export function isVerified(confidence: Confidence): boolean {
  return VERIFIED.includes(confidence);
}
