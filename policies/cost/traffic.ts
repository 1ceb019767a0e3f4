import type { RuleContext } from '../rules/context';
import type { Line } from './bill';
import { Decimal } from './decimal';
import { egressFacts } from './egress/egress-facts';
import type { PriceId } from './prices/price-catalogue';
import type { Usage } from './usage/usage';

/** A quantity of something with a price. */
export interface Demand {
  readonly name: string;
  readonly kind: Line['kind'];
  readonly price: PriceId;
  readonly quantity: Decimal;
}

/** What the section `system` of the usage file says, with what follows from the zones of functions and NAT. */
export function trafficDemands(context: RuleContext, usage: Usage): readonly Demand[] {
  const demands: Demand[] = [];
  const add = (name: string, price: PriceId, quantity: Decimal): void => {
    if (!quantity.isZero) demands.push({ name, kind: 'usage', price, quantity });
  };
  add('sent to the internet', 'internet-out.gb', usage.system('internetOutGbPerMonth') ?? Decimal.ZERO);
  const crossing = usage.system('crossZoneGbPerMonth') ?? crossZoneGb(context, usage);
  // Billed where it leaves and where it arrives.
  add('between zones, to and from NAT', 'zone-transfer.gb', crossing.times(2));
  add('images analysed', 'rekognition.image', usage.system('rekognitionImagesPerMonth') ?? Decimal.ZERO);
  return demands;
}

/**
 * With fewer zones that have NAT than zones from which it is used, that part of the traffic crosses zones: functions are
 * spread evenly over their zones.
 */
function crossZoneGb(context: RuleContext, usage: Usage): Decimal {
  const { egressZones, natZones, natGateways, natInstances } = context.derive(egressFacts);
  if (egressZones === 0 || natZones === 0 || natZones >= egressZones) return Decimal.ZERO;
  const processed = Decimal.sum(
    [...natGateways, ...natInstances].map((one) => usage.of(one, 'processedGbPerMonth') ?? Decimal.ZERO),
  );
  return processed.times(egressZones - natZones).dividedBy(egressZones);
}
