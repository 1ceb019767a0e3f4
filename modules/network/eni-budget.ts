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
  /** Interface endpoints. Each takes one address in one subnet of each zone. Source: facts.json `e-onesub`. */
  readonly interfaceEndpoints: number;
  /**
   * Addresses that stay free in each subnet: for blue-green changes of a security group, and for a second ENI where a
   * function holds more than 65,000 connections (facts.json `cs-eni-ports`).
   */
  readonly spareAddressesPerSubnet: number;
}

/** A system of the size of the cheque deposits with room to double. Needs a /26 in each zone. */
export const DEFAULT_ENI_DEMAND: EniDemand = {
  functionSecurityGroupSets: 24,
  interfaceEndpoints: 16,
  spareAddressesPerSubnet: 8,
};

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

/** The longest prefix (the smallest subnet) that has room for the demand. */
export function longestPrefixFor(demand: EniDemand): number {
  const total = neededAddresses(demand) + RESERVED_ADDRESSES_PER_SUBNET;
  return Math.min(28, 32 - Math.ceil(Math.log2(total)));
}

/** What the demand does to the subnets of functions, one in each zone. */
export function eniBudget(
  subnets: readonly { readonly name: string; readonly prefixLength: number }[],
  demand: EniDemand,
): EniBudget {
  const needed = neededAddresses(demand);
  return {
    hyperplaneEnis: demand.functionSecurityGroupSets * subnets.length,
    hyperplaneEniQuota: HYPERPLANE_ENI_QUOTA_PER_VPC,
    endpointEnis: demand.interfaceEndpoints * subnets.length,
    subnets: subnets.map(({ name, prefixLength }) => {
      const usable = usableAddresses(prefixLength);
      return { name, usable, needed, free: usable - needed };
    }),
  };
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
