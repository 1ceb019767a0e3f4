import type { Problems } from '../core/errors';
import { Cidr } from './cidr';
import type { EniBudget, EniDemand } from './eni-budget';
import {
  HYPERPLANE_ENI_QUOTA_PER_VPC,
  INTERFACE_ENDPOINT_QUOTA_PER_VPC,
  longestPrefixOf,
  RESERVED_ADDRESSES_PER_SUBNET,
} from './eni-budget';
import type { PlannedSubnet } from './planned-subnet';

interface Checked {
  readonly vpcCidr: Cidr;
  readonly space: Cidr;
  readonly occupied: readonly Cidr[];
  readonly subnets: readonly PlannedSubnet[];
  readonly budget: EniBudget;
  readonly demand: EniDemand;
}

/** AWS refuses VPCs there: this network, loopback, link-local, multicast and reserved. */
const UNUSABLE = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map((text) =>
  Cidr.parse(text),
);

/** Everything that can be wrong with a calculated network. Ranges are readable when this is called. */
export function checkPlan(plan: Checked, problems: Problems): void {
  checkVpc(plan, problems);
  checkSubnets(plan, problems);
  checkOverlaps(plan.subnets, problems);
  checkDemand(plan.demand, problems);
  checkBudget(plan, problems);
}

function checkVpc({ vpcCidr, space, occupied }: Checked, problems: Problems): void {
  problems.check(vpcCidr.prefixLength >= 16 && vpcCidr.prefixLength <= 28, {
    code: 'network-vpc-size',
    property: 'vpcCidr',
    received: vpcCidr.toString(),
    allowed: 'a range from /16 to /28, as AWS takes',
    fix: 'Choose a prefix length from 16 to 28.',
  });
  problems.check(!UNUSABLE.some((range) => range.overlaps(vpcCidr)), {
    code: 'network-vpc-range',
    property: 'vpcCidr',
    received: vpcCidr.toString(),
    allowed: `a range outside ${UNUSABLE.join(', ')}`,
    fix: 'Choose a range of the private address space (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16).',
  });
  problems.check(vpcCidr.contains(space), {
    code: 'network-space-outside',
    property: 'subnetSpace',
    received: space.toString(),
    allowed: `a range inside the VPC's ${vpcCidr}`,
    fix: 'Choose a part of the VPC that nobody else uses.',
  });
  occupied.forEach((range, i) => {
    problems.check(range.overlaps(vpcCidr), {
      code: 'network-occupied-outside',
      property: `occupied[${i}]`,
      received: range.toString(),
      allowed: `a range that lies in the VPC's ${vpcCidr}`,
      fix: 'Correct the range, or remove it: it cannot be in the way.',
    });
  });
}

function checkSubnets({ vpcCidr, space, occupied, subnets }: Checked, problems: Problems): void {
  for (const subnet of subnets) {
    const property = describe(subnet);
    const received = subnet.cidr.toString();
    problems.check(subnet.cidr.prefixLength >= 16 && subnet.cidr.prefixLength <= 28, {
      code: 'network-subnet-size',
      property,
      received,
      allowed: 'a subnet from /16 to /28, as AWS takes',
      fix: 'Choose a prefix length from 16 to 28.',
    });
    // A space outside the VPC has been reported once; its subnets would only repeat it.
    problems.check(!vpcCidr.contains(space) || space.contains(subnet.cidr), {
      code: 'network-subnet-outside',
      property,
      received,
      allowed: `a subnet inside ${space}`,
      fix: 'Move the subnet, or correct subnetSpace.',
    });
    for (const range of occupied.filter((other) => other.overlaps(subnet.cidr))) {
      problems.add({
        code: 'network-subnet-occupied',
        property,
        received,
        allowed: `a subnet that does not touch the occupied ${range}`,
        fix: 'Choose another subnetSpace, or give this subnet by hand in subnetCidrs.',
      });
    }
  }
}

function checkOverlaps(subnets: readonly PlannedSubnet[], problems: Problems): void {
  subnets.forEach((subnet, i) => {
    for (const other of subnets.slice(i + 1).filter(({ cidr }) => cidr.overlaps(subnet.cidr))) {
      problems.add({
        code: 'network-subnet-overlap',
        property: describe(other),
        received: other.cidr.toString(),
        allowed: `a subnet that does not touch ${describe(subnet)} (${subnet.cidr})`,
        fix: 'Change one of the two in subnetCidrs.',
      });
    }
  });
}

function checkDemand(demand: EniDemand, problems: Problems): void {
  for (const [name, value] of Object.entries(demand)) {
    problems.check(Number.isInteger(value) && value >= 0, {
      code: 'network-eni-demand',
      property: `eniDemand.${name}`,
      received: value,
      allowed: 'a whole number from 0',
      fix: 'Give the number that the system will need.',
    });
  }
  problems.check(demand.egressSecurityGroupSets <= demand.functionSecurityGroupSets, {
    code: 'network-eni-egress-demand',
    property: 'eniDemand.egressSecurityGroupSets',
    received: demand.egressSecurityGroupSets,
    allowed: `at most functionSecurityGroupSets, which is ${demand.functionSecurityGroupSets}: they are some of them`,
    fix: 'Lower it, or raise functionSecurityGroupSets.',
  });
  problems.check(demand.interfaceEndpoints <= INTERFACE_ENDPOINT_QUOTA_PER_VPC, {
    code: 'network-endpoint-quota',
    property: 'eniDemand.interfaceEndpoints',
    received: demand.interfaceEndpoints,
    allowed: `at most ${INTERFACE_ENDPOINT_QUOTA_PER_VPC}, AWS's default quota for a VPC`,
    fix: 'Use fewer services, or reach some of them through a NAT.',
  });
}

function checkBudget({ subnets, budget, demand }: Checked, problems: Problems): void {
  const zones = new Set(subnets.map(({ zone }) => zone)).size;
  problems.check(budget.hyperplaneEnis <= HYPERPLANE_ENI_QUOTA_PER_VPC, {
    code: 'network-eni-quota',
    property: 'eniDemand.functionSecurityGroupSets',
    received: demand.functionSecurityGroupSets,
    allowed:
      `sets that with ${zones} zones make at most ${HYPERPLANE_ENI_QUOTA_PER_VPC} ` +
      `Hyperplane ENIs, AWS's default quota for a VPC (these make ${budget.hyperplaneEnis})`,
    fix: 'Let functions with the same needs share a security group, or use fewer zones.',
  });
  budget.subnets.forEach(({ usable, needed, free, name }, i) => {
    const subnet = subnets.find((one) => name === `${one.tier} ${one.zone}`);
    problems.check(free >= 0, {
      code: 'network-eni-room',
      property: subnet ? describe(subnet) : `subnets[${i}]`,
      received: subnet?.cidr.toString(),
      allowed:
        `a subnet of at least /${longestPrefixOf(needed)}: ${needed} addresses are needed, ` +
        `${usable} are there besides the ${RESERVED_ADDRESSES_PER_SUBNET} that AWS reserves`,
      fix: `Give larger ${subnet?.tier ?? 'private'} subnets, or lower eniDemand to what the system has.`,
    });
  });
}

function describe({ tier, zone }: PlannedSubnet): string {
  return `${tier} subnet in ${zone}`;
}
