import * as v from 'valibot';

/** Every figure carries its unit in its name. The docstrings are the reference: docs/environments.md is made from them. */

const name = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9-]{1,15}$/, 'lower-case letters, digits and dashes, 2 to 16 characters'),
);
const cidr = v.pipe(
  v.string(),
  v.regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, 'an IPv4 range such as 10.20.0.0/16'),
);
const wholeNumber = (minimum: number, maximum: number) =>
  v.pipe(
    v.number(),
    v.integer(`a whole number from ${minimum} to ${maximum}`),
    v.minValue(minimum, `a whole number from ${minimum} to ${maximum}`),
    v.maxValue(maximum, `a whole number from ${minimum} to ${maximum}`),
  );
const zones = v.pipe(
  v.array(
    v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'an availability zone such as eu-central-1a')),
  ),
  v.minLength(1, '1 to 6 availability zones'),
  v.maxLength(6, '1 to 6 availability zones'),
);

const egress = v.variant('kind', [
  /** No way to the internet at all. The functions reach AWS services through VPC endpoints. */
  v.strictObject({ kind: v.literal('endpoints-only') }),
  /** `per-zone` survives the loss of a zone; `single` costs a third and crosses zones. */
  v.strictObject({
    kind: v.literal('nat-gateway'),
    placement: v.picklist(['per-zone', 'single']),
    /** Whether AWS Network Firewall lets connections through by the host that they name. */
    inspected: v.boolean(),
  }),
  /** One small instance that routes. Cheap, not redundant: for development. */
  v.strictObject({ kind: v.literal('nat-instance') }),
]);

const network = v.variant('mode', [
  v.strictObject({
    mode: v.literal('owned'),
    cidr,
    zones,
    egress,
    /** Adds IPv6 with an egress-only internet gateway. */
    ipv6Egress: v.boolean(),
    flowLogRetentionDays: wholeNumber(1, 3653),
  }),
  v.strictObject({
    mode: v.literal('attached'),
    /** The organisation's VPC, by id or by the tags that name it alone, and its range, which the plan checks. */
    vpc: v.union([
      v.strictObject({
        id: v.pipe(v.string(), v.regex(/^vpc-[0-9a-f]{8,17}$/, 'a VPC id such as vpc-0123456789abcdef0')),
        cidr,
      }),
      v.strictObject({ tags: v.record(v.string(), v.string()), cidr }),
    ]),
    /** The part of the VPC that is ours to cut subnets from. */
    subnetSpace: cidr,
    /** Ranges inside the space that somebody else uses already. */
    occupied: v.array(cidr),
    zones,
    egress,
    /** Whether the owner agrees that the names of all workloads in the VPC are filtered by DNS Firewall. */
    filterWholeVpc: v.boolean(),
    /** Records the traffic of the whole VPC, besides what its owner records. */
    flowLogs: v.boolean(),
  }),
  v.strictObject({
    mode: v.literal('shared'),
    vpcId: v.pipe(v.string(), v.regex(/^vpc-[0-9a-f]{8,17}$/, 'a VPC id such as vpc-0123456789abcdef0')),
    vpcCidr: cidr,
    zones,
    /** One subnet a zone, in the order of the zones, shared with this account by the network account. */
    privateSubnetIds: v.array(
      v.pipe(v.string(), v.regex(/^subnet-[0-9a-f]{8,17}$/, 'a subnet id such as subnet-0123456789abcdef0')),
    ),
    isolatedSubnetIds: v.array(
      v.pipe(v.string(), v.regex(/^subnet-[0-9a-f]{8,17}$/, 'a subnet id such as subnet-0123456789abcdef0')),
    ),
    /** Those to which the network account gives a way to the internet: as many as zones, or none. */
    egressSubnetIds: v.array(
      v.pipe(v.string(), v.regex(/^subnet-[0-9a-f]{8,17}$/, 'a subnet id such as subnet-0123456789abcdef0')),
    ),
  }),
]);

export const environmentSchema = v.strictObject({
  /** Also the value of VPC_LAMBDA_ENV and part of every name. */
  name,
  /** `true` for the local emulator: no account, no remote state, nothing to protect. */
  emulated: v.boolean(),
  /** `true` where losing data or availability matters: the combinations below are then enforced. */
  protected: v.boolean(),
  accountId: v.pipe(v.string(), v.regex(/^\d{12}$/, 'an AWS account id of 12 digits')),
  region: v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region such as eu-central-1')),
  state: v.variant('backend', [
    v.strictObject({ backend: v.literal('local') }),
    /** S3 with native locking (`use_lockfile`), which needs no DynamoDB table. */
    v.strictObject({
      backend: v.literal('s3'),
      bucket: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'a bucket name')),
      region: v.string(),
      kmsKeyArn: v.optional(v.pipe(v.string(), v.startsWith('arn:aws:kms:', 'the ARN of a KMS key'))),
    }),
  ]),
  network,
  database: v.strictObject({
    engineVersion: v.pipe(v.string(), v.regex(/^\d+\.\d+$/, 'an Aurora PostgreSQL version such as 16.6')),
    /** Aurora capacity units. 0 lets the cluster pause. */
    minimumCapacityAcu: v.pipe(
      v.number(),
      v.minValue(0, '0 to 256 in steps of 0.5'),
      v.multipleOf(0.5, '0 to 256 in steps of 0.5'),
      v.maxValue(256, '0 to 256 in steps of 0.5'),
    ),
    maximumCapacityAcu: v.pipe(
      v.number(),
      v.minValue(1, '1 to 256 in steps of 0.5'),
      v.multipleOf(0.5, '1 to 256 in steps of 0.5'),
      v.maxValue(256, '1 to 256 in steps of 0.5'),
    ),
    /** Only with a minimum of 0. */
    pauseAfterSeconds: v.optional(wholeNumber(300, 86400)),
    instances: wholeNumber(1, 15),
    backupRetentionDays: wholeNumber(1, 35),
    deletionProtection: v.boolean(),
    finalSnapshot: v.boolean(),
  }),
  /**
   * Less than the 14 days after which Lambda takes the network interface of an idle function away: the next call of it
   * fails, and that would be the rotation's.
   */
  secretRotationDays: wholeNumber(1, 13),
  /** How long images stay. More than the 30 days after which they move to infrequent access. */
  imageRetentionDays: wholeNumber(31, 3653),
  api: v.strictObject({
    /** `private` is reachable through an execute-api endpoint in the VPC alone. */
    exposure: v.picklist(['regional', 'private']),
    requestsPerSecond: wholeNumber(1, 10000),
    burst: wholeNumber(1, 10000),
    /** Ranges whose hosts may call a private API. */
    clientCidrs: v.array(cidr),
    /** Whether this system sets the role with which API Gateway logs: one setting an account and region. */
    setAccountLogging: v.boolean(),
  }),
  partner: v.strictObject({
    /** The webhook of the partner bank: the one address on the internet that the system calls. */
    url: v.pipe(v.string(), v.url('an https URL'), v.startsWith('https://', 'an https URL')),
  }),
  alarms: v.strictObject({
    /** Where alarms are sent. Left out, to a topic of the system, to which whoever is on call subscribes. */
    topicArn: v.optional(v.pipe(v.string(), v.startsWith('arn:aws:sns:', 'the ARN of an SNS topic'))),
  }),
  logs: v.strictObject({
    retentionDays: v.picklist([
      1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ]),
    level: v.picklist(['debug', 'info', 'warn', 'error']),
  }),
  /** Put on every resource of a real environment by the provider. */
  tags: v.record(v.string(), v.string()),
});

export type EnvironmentConfig = v.InferOutput<typeof environmentSchema>;
