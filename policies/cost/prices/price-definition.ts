import type { PriceUnit } from './price-units';

/** Which product of AWS's price list a price is: the offer file, and what its attributes must say. */
export interface Offer {
  /** The offer's code, which is part of the file's URL: `AmazonVPC`. */
  readonly service: string;
  /** The usage type without the region's prefix: `VpcEndpoint-Hours` for `EUC1-VpcEndpoint-Hours`. */
  readonly usageType: string;
  /** `prefix`: `EUC1-…`, the rule; `region`: `eu-central-1-…`, as KMS has it; `none`: the same everywhere. @default prefix */
  readonly naming?: 'prefix' | 'region' | 'none';
  /** Further attributes, where several products have the usage type. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface PriceDefinition {
  readonly unit: PriceUnit;
  /** What is paid, as a phrase. */
  readonly what: string;
  /** Where `--refresh-prices` finds it; left out where the price list has no such line that is known here. */
  readonly offer?: Offer;
  /** What an account need not pay for each month (`--free-tier`), in the price's unit. The same in every region. */
  readonly free?: string;
}

/** Keeps the names of the prices, and checks the rest. */
export const definePrices = <T extends Record<string, PriceDefinition>>(prices: T): T => prices;
