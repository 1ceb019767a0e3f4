import { NETWORK_AND_DATA_PRICES } from './network-and-data-prices';
import type { PriceDefinition } from './price-definition';
import { SERVERLESS_PRICES } from './serverless-prices';

/** Every price that a pricer can ask for. The snapshot gives each a value for a region, or does not. */
export const PRICE_CATALOGUE = { ...NETWORK_AND_DATA_PRICES, ...SERVERLESS_PRICES };

export type PriceId = keyof typeof PRICE_CATALOGUE;

export const PRICE_IDS = Object.keys(PRICE_CATALOGUE) as readonly PriceId[];

export function isPriceId(text: string): text is PriceId {
  return Object.hasOwn(PRICE_CATALOGUE, text);
}

export function priceDefinition(id: PriceId): PriceDefinition {
  return PRICE_CATALOGUE[id];
}
