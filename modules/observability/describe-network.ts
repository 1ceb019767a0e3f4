import type { Metric, Subject } from './metric';

export interface NatGatewaySubject {
  /** For names: `deposits-dev-nat-a`. */
  readonly name: string;
  /** May be a Terraform reference. */
  readonly natGatewayId: string;
}

/** What is watched of a NAT gateway: that it finds ports, and drops nothing. */
export function describeNatGateway({ name, natGatewayId }: NatGatewaySubject): Subject {
  const metric = (metricName: string, label?: string): Metric => ({
    namespace: 'AWS/NATGateway',
    name: metricName,
    dimensions: { NatGatewayId: natGatewayId },
    statistic: 'Sum',
    label,
  });
  return {
    name,
    kind: 'NAT gateway',
    alarms: [
      {
        id: 'ports',
        measure: metric('ErrorPortAllocation'),
        comparison: 'above',
        threshold: 0,
        what: 'The NAT gateway has no port left: new connections to one destination fail (55,000 at once an address).',
        first:
          'See in the flow log which destination it is, and whether connections to it are kept and reused.',
      },
      {
        id: 'packets-dropped',
        measure: {
          expression: '100 * dropped / (fromSource + fromDestination)',
          label: 'Packets dropped, per cent',
          metrics: {
            dropped: metric('PacketsDropCount'),
            fromSource: metric('PacketsInFromSource'),
            fromDestination: metric('PacketsInFromDestination'),
          },
        },
        comparison: 'above',
        // AWS: more than 0.01 % of the traffic points to a fault of the service.
        threshold: 0.01,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        what: 'The NAT gateway drops packets.',
        first: 'Look at the health dashboard of AWS for the zone, then at the bandwidth of the gateway.',
      },
    ],
    graphs: [
      {
        title: 'Bytes to and from the internet',
        measures: [metric('BytesOutToDestination', 'Out'), metric('BytesInFromDestination', 'In')],
        fromZero: true,
      },
      {
        title: 'Faults',
        measures: [metric('ErrorPortAllocation', 'No port'), metric('PacketsDropCount', 'Packets dropped')],
        fromZero: true,
      },
    ],
  };
}

export interface AddressSubject {
  /** For names: `deposits-dev-vpc`. */
  readonly name: string;
  /** May be a Terraform reference. Its VPC must have `enable_network_address_usage_metrics`. */
  readonly vpcId: string;
  /** The VPC's quota of network address usage. @default 64000, AWS's default; 256,000 at the most */
  readonly quotaUnits?: number;
}

/**
 * What is watched of the addresses and network interfaces of a VPC: network address usage, AWS's own measure, in which
 * addresses, interfaces of functions, endpoints and NAT gateways are counted. It comes once a day, and only where the VPC
 * has `enable_network_address_usage_metrics`; it costs nothing.
 * (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cloudwatch.html)
 *
 * Of the free addresses of one subnet there is no metric without IPAM (`AWS/IPAM`, `SubnetIPUsage`, paid by address):
 * those are calculated at synth, by the ENI budget, which refuses a subnet that would be too small.
 */
export function describeAddresses({ name, vpcId, quotaUnits = 64_000 }: AddressSubject): Subject {
  const usage: Metric = {
    namespace: 'AWS/EC2',
    name: 'NetworkAddressUsage',
    dimensions: { 'Per-VPC Metrics': vpcId },
    statistic: 'Maximum',
  };
  return {
    name,
    kind: 'VPC',
    alarms: [
      {
        id: 'addresses',
        measure: usage,
        comparison: 'above',
        threshold: quotaUnits * 0.8,
        periodSeconds: 86_400,
        what: `The VPC uses more than 80 % of its ${quotaUnits} units of addresses and interfaces.`,
        first:
          'Ask for a higher quota now (it takes days), then see what grew: interfaces, endpoints, instances.',
      },
    ],
    graphs: [
      {
        title: 'Network address usage, units',
        measures: [usage],
        periodSeconds: 86_400,
        limit: { label: 'Quota', value: quotaUnits },
        fromZero: true,
      },
    ],
  };
}
