import type { Decimal } from './decimal';
import type { Price, PriceSource } from './prices/price-book';
import type { PriceId } from './prices/price-catalogue';
import type { Confidence, PriceUnit } from './prices/price-units';

/** One thing that a resource is billed for, with its amount for a month. */
export interface Line {
  readonly name: string;
  readonly kind: 'fixed' | 'usage';
  readonly price: PriceId;
  readonly unit: PriceUnit;
  readonly quantity: Decimal;
  /** Dollars a month. Negative for what is waived. */
  readonly amount: Decimal;
  /** What one unit costs on the average of the tiers that the line fills. */
  readonly unitPrice: Decimal;
  readonly confidence: Confidence;
}

/** What could not be priced. It is no zero: the bill is at least this much too small. */
export interface Gap {
  readonly name: string;
  readonly kind: 'fixed' | 'usage';
  /** How much of it there is, where that is known. */
  readonly quantity?: Decimal;
  readonly unit?: PriceUnit;
  readonly reason: string;
}

/** What one resource costs in a month. */
export interface PricedResource {
  /** With the stack, where there are stacks. */
  readonly key: string;
  readonly type: string;
  readonly service: string;
  readonly region: string;
  readonly lines: readonly Line[];
  readonly gaps: readonly Gap[];
  readonly fixed: Decimal;
  readonly usage: Decimal;
  /** Why nobody knows how many instances there are: it is priced as one. */
  readonly countUnknown?: string;
  readonly notes: readonly string[];
}

export interface FreeType {
  readonly type: string;
  readonly count: number;
  readonly reason: string;
}

export interface UnpricedType {
  readonly type: string;
  readonly count: number;
  /** The first few, by key. */
  readonly examples: readonly string[];
}

export interface Total {
  readonly fixed: Decimal;
  readonly usage: Decimal;
  readonly all: Decimal;
}

/** What the configuration costs in a month of 730 hours, in dollars, without tax. */
export interface Bill {
  readonly resources: readonly PricedResource[];
  readonly total: Total;
  readonly services: readonly ServiceTotal[];
  readonly free: readonly FreeType[];
  /** Types that are neither priced nor known to be free. */
  readonly unpriced: readonly UnpricedType[];
  /** The prices that were used, each with its source. */
  readonly prices: readonly Price[];
  readonly regions: readonly string[];
  /** What of the input could not be looked into. */
  readonly incomplete: readonly string[];
  readonly freeTier: boolean;
}

export interface ServiceTotal extends Total {
  readonly service: string;
  readonly resources: number;
  readonly gaps: number;
}

export type { Price, PriceSource };
