import type { Resource } from '../../graph/resource';

/** A quota of AWS and what of it is used at one place. */
export interface QuotaUse {
  /** As the noun of "takes 70 of 60 …": `ingress rules of a group`. */
  readonly what: string;
  readonly used: number;
  /** What AWS gives to an account that asks for nothing. */
  readonly limit: number;
  /** To what AWS raises it. @default not at all: the limit holds for everybody */
  readonly most?: number;
  /** The page of AWS, or the id in facts.json. */
  readonly source: string;
  readonly at: Resource;
  readonly path?: string;
  /** Why there may be more than that. */
  readonly unknown?: string;
}

const VPC = 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html';

/** Quotas by the ids of facts.json, and the pages of those that are not among them. */
export const QUOTAS = {
  /** facts.json `cs-eni-quota`: older copies of the page say 250. */
  interfaces: { limit: 250, most: 500, source: 'facts.json cs-eni-quota' },
  /** facts.json `cs-vpc-maxsg`. */
  groupsOfFunction: { limit: 5, source: 'facts.json cs-vpc-maxsg' },
  subnetsOfFunction: { limit: 16, source: 'facts.json cs-vpc-maxsg' },
  /** facts.json `q-sg-eni`: no more than 16, and with the rules no more than 1,000. */
  groupsOfInterface: { limit: 5, most: 16, source: 'facts.json q-sg-eni' },
  /** facts.json `q-sg-rules`. */
  rulesOfGroup: { limit: 60, most: 1000, source: 'facts.json q-sg-rules' },
  /** facts.json `q-vpce`, `q-gwe`. */
  interfaceEndpoints: { limit: 50, most: Number.POSITIVE_INFINITY, source: 'facts.json q-vpce' },
  gatewayEndpoints: { limit: 20, most: Number.POSITIVE_INFINITY, source: 'facts.json q-gwe' },
  /** facts.json `q-eip`, `q-nat-az`. */
  addresses: { limit: 5, most: Number.POSITIVE_INFINITY, source: 'facts.json q-eip' },
  gatewaysOfZone: { limit: 5, most: Number.POSITIVE_INFINITY, source: 'facts.json q-nat-az' },
  /** The page says 500, raised to at most 1,000; not verified again. Older accounts have 50. */
  routesOfTable: { limit: 500, most: 1000, source: VPC },
  /** facts.json `q-iam-inline`, `q-iam-managed`, `q-iam-trust`, `q-iam-attach`. */
  inlinePolicies: { limit: 10_240, source: 'facts.json q-iam-inline' },
  managedPolicy: { limit: 6144, source: 'facts.json q-iam-managed' },
  trustPolicy: { limit: 2048, most: 4096, source: 'facts.json q-iam-trust' },
  attachedPolicies: { limit: 10, most: 20, source: 'facts.json q-iam-attach' },
  /** facts.json `q-vpce-pol`. */
  endpointPolicy: { limit: 20_480, source: 'facts.json q-vpce-pol' },
  serviceControlPolicy: {
    limit: 5120,
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
  },
  keyPolicy: {
    limit: 32_768,
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
  },
  bucketPolicy: {
    limit: 20_480,
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html',
  },
  secretPolicy: {
    limit: 20_480,
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html',
  },
  /** Route 53 Developer Guide, "Quotas on Route 53 Resolver DNS Firewall"; not verified again. */
  dnsAssociations: {
    limit: 5,
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html',
  },
  dnsRules: {
    limit: 100,
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html',
  },
} as const satisfies Readonly<Record<string, { limit: number; most?: number; source: string }>>;
