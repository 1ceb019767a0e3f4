import { DataAwsRouteTable } from '@cdktf/provider-aws/lib/data-aws-route-table';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { type Postcondition, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { Cidr, cidrProblem } from './cidr';
import { Network, type SubnetRef } from './network';
import { vpcPostconditions } from './vpc-postconditions';

/** A subnet that is shared with this account. */
export interface SharedSubnet {
  readonly id: string;
  /** Availability zone by name. Names differ between accounts: as this account has it. */
  readonly zone: string;
}

type SharedTier = 'private' | 'isolated' | 'egress';

/** Subnets that the organisation's network account shares (AWS Resource Access Manager). */
export interface SharedNetworkProps {
  readonly vpcId: string;
  /** A range that the VPC has. Terraform stops when it has not. */
  readonly vpcCidr: string;
  readonly privateSubnets: readonly SharedSubnet[];
  /** For data. @default none */
  readonly isolatedSubnets?: readonly SharedSubnet[];
  /**
   * Subnets to which the network account gives a way to the internet, for the functions that call hosts there. Which
   * hosts may be reached is the network account's to filter.
   *
   * @default none: functions that call hosts of the internet are refused
   */
  readonly egressSubnets?: readonly SharedSubnet[];
  /**
   * Addresses that must be free in each subnet at every plan, also when the functions already run: a floor, not the
   * whole need.
   *
   * @default 8
   */
  readonly minimumFreeAddresses?: number;
  /**
   * Also verifies that no subnet routes to an internet gateway, and no private or isolated one to a NAT gateway. Needs subnets that are associated
   * with a route table explicitly: AWS does not say which subnets use the main one.
   *
   * @default false
   */
  readonly verifyRoutes?: boolean;
}

/**
 * The network account's subnets. Creates nothing in the VPC: neither endpoints nor NAT can be made in a subnet that
 * another account shares (facts.json `e-shared`). What is declared is verified while Terraform plans.
 */
export class SharedNetwork extends Network {
  /** @throws InvalidInputError with everything that is wrong */
  constructor(scope: Construct, id: string, props: SharedNetworkProps) {
    super(scope, id);
    this.checkProps(props);
    const { vpcId, vpcCidr, privateSubnets, isolatedSubnets = [], egressSubnets = [] } = props;
    const vpc = new DataAwsVpc(this, 'vpc', {
      id: vpcId,
      lifecycle: { postcondition: vpcPostconditions(vpcCidr) },
    });
    this.finish({
      mode: 'shared',
      vpcId: vpc.id,
      vpcCidr,
      internetEgress: egressSubnets.length > 0,
      subnets: {
        private: privateSubnets.map((subnet) => this.lookUp('private', subnet, props)),
        isolated: isolatedSubnets.map((subnet) => this.lookUp('isolated', subnet, props)),
        egress: egressSubnets.map((subnet) => this.lookUp('egress', subnet, props)),
      },
    });
  }

  private lookUp(tier: SharedTier, subnet: SharedSubnet, props: SharedNetworkProps): SubnetRef {
    const { id, zone } = subnet;
    const found = new DataAwsSubnet(this, `${tier}-${zone}`, {
      id,
      lifecycle: { postcondition: subnetPostconditions(subnet, props) },
    });
    if (props.verifyRoutes) this.lookUpRoutes(tier, subnet);
    return { id: found.id, zone, cidr: found.cidrBlock };
  }

  private lookUpRoutes(tier: SharedTier, { id, zone }: SharedSubnet): void {
    const notPublic = {
      condition: '${alltrue([for route in self.routes : !startswith(route.gateway_id, "igw-")])}',
      errorMessage: `The subnet ${text(id)} routes to an internet gateway: it is public. Name a private subnet.`,
    };
    const noWayOut = {
      condition: '${alltrue([for route in self.routes : !startswith(route.nat_gateway_id, "nat-")])}',
      errorMessage: `The subnet ${text(id)} routes to a NAT gateway: name it in egressSubnets, or another subnet here.`,
    };
    new DataAwsRouteTable(this, `${tier}-${zone}-routes`, {
      subnetId: id,
      lifecycle: { postcondition: tier === 'egress' ? [notPublic] : [notPublic, noWayOut] },
    });
  }

  private checkProps(props: SharedNetworkProps): void {
    const { vpcCidr, privateSubnets, isolatedSubnets = [], egressSubnets = [] } = props;
    const { minimumFreeAddresses = 8 } = props;
    const problems = new Problems();
    const cidr = Cidr.read(vpcCidr);
    if (!(cidr instanceof Cidr)) problems.add(cidrProblem('vpcCidr', vpcCidr, cidr));
    problems.check(privateSubnets.length >= 1, {
      code: 'shared-subnets-missing',
      property: 'privateSubnets',
      received: privateSubnets,
      allowed: 'at least one subnet; two zones or more for production',
      fix: 'Name the subnets that the network account shares.',
    });
    checkZones('privateSubnets', privateSubnets, problems);
    checkZones('isolatedSubnets', isolatedSubnets, problems);
    checkZones('egressSubnets', egressSubnets, problems);
    const ids = [...privateSubnets, ...isolatedSubnets, ...egressSubnets].map(({ id }) => id);
    problems.check(new Set(ids).size === ids.length, {
      code: 'shared-subnet-duplicate',
      property: 'privateSubnets, isolatedSubnets, egressSubnets',
      received: ids,
      allowed: 'each subnet once',
      fix: 'Remove the repeated subnet.',
    });
    problems.check(Number.isInteger(minimumFreeAddresses) && minimumFreeAddresses >= 0, {
      code: 'shared-free-addresses',
      property: 'minimumFreeAddresses',
      received: minimumFreeAddresses,
      allowed: 'a whole number from 0',
      fix: 'Give the number of addresses that must stay free in each subnet.',
    });
    problems.throwIfAny(this.node.path);
  }
}

function checkZones(property: string, subnets: readonly SharedSubnet[], problems: Problems): void {
  const zones = subnets.map(({ zone }) => zone);
  problems.check(new Set(zones).size === zones.length, {
    code: 'shared-zone-duplicate',
    property,
    received: zones,
    allowed: 'one subnet in each zone',
    fix: 'Name one subnet for each zone.',
  });
}

function subnetPostconditions({ id, zone }: SharedSubnet, props: SharedNetworkProps): Postcondition[] {
  const { vpcId, minimumFreeAddresses = 8 } = props;
  const subnet = `The subnet ${text(id)}`;
  return [
    {
      condition: `\${self.vpc_id == ${operand(vpcId)}}`,
      errorMessage: `${subnet} is not in the VPC ${text(vpcId)}. Correct the subnet or the VPC.`,
    },
    {
      condition: `\${self.availability_zone == "${zone}"}`,
      errorMessage: `${subnet} is not in ${zone}. Zone names differ between accounts: use this account's.`,
    },
    {
      condition: '${!self.map_public_ip_on_launch}',
      errorMessage: `${subnet} hands out public addresses: it is public. Functions are refused there.`,
    },
    {
      condition: `\${self.available_ip_address_count >= ${minimumFreeAddresses}}`,
      errorMessage: `${subnet} has fewer than ${minimumFreeAddresses} free addresses. Ask for a larger subnet.`,
    },
  ];
}

/** Inside an expression a reference stands as it is, a text in quotes. */
function operand(value: string): string {
  return Token.isUnresolved(value) ? value : JSON.stringify(value);
}

/** Messages name what is written in the configuration; a reference has no readable name. */
function text(id: string): string {
  return Token.isUnresolved(id) ? 'that was given' : id;
}
