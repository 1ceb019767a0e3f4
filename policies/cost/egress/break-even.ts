import { Decimal } from '../decimal';
import { HOURS_PER_MONTH } from '../prices/price-units';

/**
 * Prices that decide between NAT and interface endpoints, for the first tier of each. Where a firewall stands before the
 * NAT and waives its charges, the firewall's stand in the NAT's place.
 */
export interface EgressPrices {
  readonly natHour: Decimal;
  readonly natGb: Decimal;
  readonly endpointHour: Decimal;
  readonly endpointGb: Decimal;
  readonly addressHour: Decimal;
}

export interface BreakEven {
  /** Services reached. */
  readonly endpoints: number;
  /** Fewer endpoints than this cost less than a NAT gateway with its address whatever the volume. */
  readonly endpointsThatAlwaysWin: Decimal;
  /**
   * GB of calls to AWS services for each zone and month above which the endpoints are cheaper than a NAT gateway in each
   * zone, where nothing else needs the NAT. Zero: they always are.
   */
  readonly gbPerZoneWithoutNat: Decimal;
  /** The same where NAT stays for the internet, and only the price of each GB is saved. */
  readonly gbPerZoneBesideNat: Decimal;
}

/**
 * Where endpoints begin to pay. For N endpoints: `(N·e − n − a)·730 / (n_gb − e_gb)` GB for each zone, and below
 * `(n + a) / e` endpoints always; beside a NAT that stays `N·e·730 / (n_gb − e_gb)`. (e, n, a: hours of an endpoint, a
 * NAT gateway, its public IPv4 address.)
 *
 * @returns `undefined` where a GB costs no less through an endpoint
 */
export function breakEven(endpoints: number, prices: EgressPrices): BreakEven | undefined {
  const { natHour, natGb, endpointHour, endpointGb, addressHour } = prices;
  const saved = natGb.minus(endpointGb);
  if (saved.isNegative || saved.isZero || endpointHour.isZero) return undefined;
  const hours = endpointHour.times(endpoints);
  const gb = (hourly: Decimal): Decimal =>
    hourly.times(HOURS_PER_MONTH).dividedBy(saved, 4).max(Decimal.ZERO);
  return {
    endpoints,
    endpointsThatAlwaysWin: natHour.plus(addressHour).dividedBy(endpointHour, 4),
    gbPerZoneWithoutNat: gb(hours.minus(natHour).minus(addressHour)),
    gbPerZoneBesideNat: gb(hours),
  };
}
