import type { Graph } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { Decimal } from '../decimal';
import type { Pricer, Subject } from '../pricer';

/**
 * NAT gateways. Where AWS Network Firewall stands in the same system, AWS waives an hour and a GB of the NAT gateway for
 * each hour and GB of the firewall ("waived on a one-to-one basis", AWS Prescriptive Guidance and Network Firewall
 * pricing): the negative components.
 */
export const natPricers: readonly Pricer[] = [
  {
    type: 'aws_nat_gateway',
    service: 'NAT',
    usage: [
      {
        key: 'processedGbPerMonth',
        unit: 'GB',
        default: '10',
        meaning: 'through this gateway, in both directions',
      },
    ],
    components: [
      { name: 'hours', kind: 'fixed', price: 'nat.hour', quantity: ({ hours }) => hours },
      {
        name: 'data processed',
        kind: 'usage',
        price: 'nat.gb',
        quantity: (subject) => subject.usage('processedGbPerMonth'),
      },
      {
        name: 'hours, waived beside Network Firewall',
        kind: 'fixed',
        price: 'nat.hour',
        quantity: (subject) => (isWaived(subject) ? subject.hours.negated() : undefined),
      },
      {
        name: 'data processed, waived beside Network Firewall',
        kind: 'usage',
        price: 'nat.gb',
        quantity: (subject) => {
          const waived = waivedGb(subject);
          return waived.isZero ? undefined : waived.negated();
        },
      },
    ],
    notes: ({ resource }) =>
      resource.get('availability_mode') === 'regional'
        ? ['a regional NAT gateway is billed for each zone in which it works: priced as one']
        : [],
  },
];

/** The first so many gateways of the system, one for each endpoint of a firewall. */
function isWaived({ resource, graph }: Subject): boolean {
  const endpoints = firewalls(graph).reduce((sum, one) => sum + one.blocks('subnet_mapping').length, 0);
  return graph.byType('aws_nat_gateway').indexOf(resource) < endpoints;
}

/** No more than the firewalls process, the gateways taken in order. */
function waivedGb(subject: Subject): Decimal {
  const { graph, resource } = subject;
  let left = Decimal.sum(firewalls(graph).map((one) => subject.as(one).usage('processedGbPerMonth')));
  for (const gateway of graph.byType('aws_nat_gateway')) {
    const waived = subject.as(gateway).usage('processedGbPerMonth').min(left);
    if (gateway === resource) return waived;
    left = left.minus(waived);
  }
  return Decimal.ZERO;
}

function firewalls(graph: Graph): readonly Resource[] {
  return graph.byType('aws_networkfirewall_firewall');
}
