/** The first four addresses of a subnet and the last. Source: AWS PrivateLink guide, facts.json `q-subnet-resv`. */
export const RESERVED_ADDRESSES_PER_SUBNET = 5;

/**
 * Network interfaces that Lambda may hold in a VPC, by default; AWS raises it on request. Shared with Amazon EFS.
 * Source: Lambda quotas, facts.json `cs-eni-quota` (older copies of the page say 250).
 */
export const HYPERPLANE_ENI_QUOTA_PER_VPC = 500;

/** Interface endpoints in a VPC, by default. Source: AWS PrivateLink quotas, facts.json `q-vpce`. */
export const INTERFACE_ENDPOINT_QUOTA_PER_VPC = 50;

/** What will take addresses in the subnets of functions. */
export interface EniDemand {
  /**
   * Distinct sets of security groups among the functions. Each takes one Hyperplane ENI in each subnet; a function with
   * a security group of its own is a set of its own. Source: Lambda developer guide, facts.json `cs-eni-key`.
   */
  readonly functionSecurityGroupSets: number;
  /** How many of these sets call hosts of the internet: their ENIs are in the egress subnets. */
  readonly egressSecurityGroupSets: number;
  /** Interface endpoints. Each takes one address in one subnet of each zone. Source: facts.json `e-onesub`. */
  readonly interfaceEndpoints: number;
  /**
   * Addresses that stay free in each subnet: for blue-green changes of a security group, and for a second ENI where a
   * function holds more than 65,000 connections (facts.json `cs-eni-ports`).
   */
  readonly spareAddressesPerSubnet: number;
}

/** A system of the size of the cheque deposits with room to double. Needs a /26 and, for egress, a /28 in each zone. */
export const DEFAULT_ENI_DEMAND: EniDemand = {
  functionSecurityGroupSets: 24,
  egressSecurityGroupSets: 3,
  interfaceEndpoints: 16,
  spareAddressesPerSubnet: 8,
};

/** The demand with the defaults. Where only a few sets are asked for, no more of them than that call the internet. */
export function withDefaultDemand(given: Partial<EniDemand> = {}): EniDemand {
  const demand = { ...DEFAULT_ENI_DEMAND, ...given };
  const { egressSecurityGroupSets: egress, functionSecurityGroupSets: all } = demand;
  return { ...demand, egressSecurityGroupSets: given.egressSecurityGroupSets ?? Math.min(egress, all) };
}

/** The subnets and groups that one function is attached to. */
export interface FunctionPlacement {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** How many addresses one subnet has, and what becomes of them. */
export interface SubnetBudget {
  readonly name: string;
  /** Addresses that AWS lets anybody use. */
  readonly usable: number;
  readonly needed: number;
  /** Negative when the subnet is too small. */
  readonly free: number;
}

/** The interfaces and addresses that a network will use. */
export interface EniBudget {
  readonly hyperplaneEnis: number;
  readonly hyperplaneEniQuota: number;
  readonly endpointEnis: number;
  readonly subnets: readonly SubnetBudget[];
}

/** Addresses of a subnet that anybody may use: all but the five that AWS reserves. */
export function usableAddresses(prefixLength: number): number {
  return Math.max(0, 2 ** (32 - prefixLength) - RESERVED_ADDRESSES_PER_SUBNET);
}

/** The longest prefix (the smallest private subnet) that has room for the demand. */
export function longestPrefixFor(demand: EniDemand): number {
  return longestPrefixOf(neededAddresses(demand));
}

/** The longest prefix (the smallest subnet) that has room for so many addresses. */
export function longestPrefixOf(addresses: number): number {
  return Math.min(28, 32 - Math.ceil(Math.log2(addresses + RESERVED_ADDRESSES_PER_SUBNET)));
}

/**
 * What the demand does to the private subnets, one in each zone. Room is kept there for every set of groups: a function
 * that stops calling the internet moves there.
 */
export function eniBudget(subnets: readonly SizedSubnet[], demand: EniDemand): EniBudget {
  const needed = neededAddresses(demand);
  return {
    hyperplaneEnis: demand.functionSecurityGroupSets * subnets.length,
    hyperplaneEniQuota: HYPERPLANE_ENI_QUOTA_PER_VPC,
    endpointEnis: demand.interfaceEndpoints * subnets.length,
    subnets: subnets.map((subnet) => subnetBudget(subnet, needed)),
  };
}

/** What the demand does to the egress subnets, one in each zone. No interface endpoint stands there. */
export function egressEniBudget(
  subnets: readonly SizedSubnet[],
  { egressSecurityGroupSets, spareAddressesPerSubnet }: EniDemand,
): readonly SubnetBudget[] {
  return subnets.map((subnet) => subnetBudget(subnet, egressSecurityGroupSets + spareAddressesPerSubnet));
}

interface SizedSubnet {
  readonly name: string;
  readonly prefixLength: number;
}

function subnetBudget({ name, prefixLength }: SizedSubnet, needed: number): SubnetBudget {
  const usable = usableAddresses(prefixLength);
  return { name, usable, needed, free: usable - needed };
}

/**
 * The Hyperplane ENIs that the functions will have: one for each unique pair of subnet and security-group set,
 * whatever the order in which the groups are given, however many functions share it.
 */
export function countHyperplaneEnis(functions: readonly FunctionPlacement[]): number {
  const pairs = new Set<string>();
  for (const { subnetIds, securityGroupIds } of functions) {
    const set = [...new Set(securityGroupIds)].sort().join(' ');
    for (const subnetId of subnetIds) pairs.add(`${subnetId} ${set}`);
  }
  return pairs.size;
}

function neededAddresses(demand: EniDemand): number {
  return demand.functionSecurityGroupSets + demand.interfaceEndpoints + demand.spareAddressesPerSubnet;
}
