import { type VpcEndpoint, vpcEndpoints } from '../../model/network/endpoints';
import { NO_IDS } from '../../model/network/ids';
import type { RuleContext } from '../../rules/context';
import { Decimal } from '../decimal';
import { NotPriced, type Pricer, product, type Subject } from '../pricer';

/** VPC endpoints: the interface kind for each zone and hour, the gateway kind free. */
export const endpointPricers: readonly Pricer[] = [
  {
    type: 'aws_vpc_endpoint',
    service: 'interface endpoints',
    usage: [
      {
        key: 'processedGbPerMonth',
        unit: 'GB',
        default: '1',
        meaning: 'through this interface endpoint, all its zones together',
      },
    ],
    components: [
      {
        name: 'hours in each zone',
        kind: 'fixed',
        price: 'endpoint.hour',
        quantity: (subject) => ifInterface(subject, () => product(zonesOf(subject), subject.hours)),
      },
      {
        name: 'data processed',
        kind: 'usage',
        price: 'endpoint.gb',
        quantity: (subject) => ifInterface(subject, () => subject.usage('processedGbPerMonth')),
      },
    ],
    notes: (subject) =>
      kindOf(subject) === 'Gateway' ? ['a gateway endpoint is free (AWS documentation)'] : [],
  },
];

function kindOf(subject: Subject): string | NotPriced {
  return subject.text('vpc_endpoint_type', 'Gateway');
}

function ifInterface(subject: Subject, quantity: () => Decimal | NotPriced): Decimal | NotPriced | undefined {
  const kind = kindOf(subject);
  if (kind instanceof NotPriced) return kind;
  if (kind === 'Interface') return quantity();
  return kind === 'Gateway' ? undefined : new NotPriced(`endpoints of type ${kind} are not priced here`);
}

/** One network interface for each subnet, of which a zone has one; also from resources that add subnets. */
function zonesOf({ resource, context }: Subject): Decimal | NotPriced {
  const endpoint = context.derive(endpointsByKey).get(resource.key);
  const { ids, unknown } = endpoint?.subnets ?? NO_IDS;
  return unknown
    ? new NotPriced(`in how many zones it stands is not known: ${unknown.reason}`)
    : Decimal.of(ids.length);
}

function endpointsByKey(context: RuleContext): ReadonlyMap<string, VpcEndpoint> {
  return new Map([...context.derive(vpcEndpoints).values()].map((one) => [one.resource.key, one]));
}
