import type { ServiceName } from '../core/capability';
import { InvalidInputError } from '../core/errors';

/** What is known of an AWS service's VPC endpoint. */
export interface EndpointService {
  readonly service: ServiceName;
  /** `gateway`: a route, free, reached by prefix list. `interface`: addresses in the subnets, by the hour and zone. */
  readonly kind: 'gateway' | 'interface';
  /** The endpoint answers for the service's public name. Gateways need none: they are routes. */
  readonly privateDns: boolean;
  /** Whether the service heeds an endpoint policy. Where it does not, the endpoint is as open as its security group. */
  readonly policySupported: boolean;
  /** Rules that the prefix list counts for. Source: AWS-managed prefix lists, VPC user guide. */
  readonly prefixListWeight?: number;
}

/**
 * Interface endpoints with private DNS and endpoint policies.
 *
 * Names: facts.json `ep-*` and the AWS PrivateLink guide, "AWS services that integrate with AWS PrivateLink". Policies:
 * the column "Supports VPC endpoint policies" of the last edition of that list which had it (Amazon VPC user guide,
 * 2021). Younger than the list, or "no" in it, and not verified again: bedrock-runtime, scheduler, ssm, textract, xray.
 * Should one of them not heed a policy, its endpoint is as open as its security group; nothing breaks.
 * `aws ec2 describe-vpc-endpoint-services` answers for a region (`VpcEndpointPolicySupported`).
 */
const INTERFACE_SERVICES = [
  'athena',
  'bedrock-runtime',
  'comprehend',
  'ec2',
  'ecr.api',
  'ecr.dkr',
  'elasticfilesystem',
  'events',
  'execute-api',
  'kinesis-firehose',
  'kinesis-streams',
  'kms',
  'lambda',
  'logs',
  'monitoring',
  'rds',
  'rds-data',
  'rekognition',
  'scheduler',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'states',
  'sts',
  'sync-states',
  'textract',
  'transcribe',
  'xray',
] as const;

/** Interface endpoints that take no policy, by the same list. */
const INTERFACE_SERVICES_WITHOUT_POLICY = ['codepipeline', 'email-smtp'] as const;

/** Source of the weights: VPC user guide, "AWS-managed prefix list weight". */
const GATEWAY_SERVICES = { dynamodb: 1, s3: 1 } as const;

/** In the regions of China these are named `cn.com.amazonaws…`. Source: aws-cdk-lib, `InterfaceVpcEndpointAwsService`. */
const CHINA_PREFIXED: readonly ServiceName[] = [
  'athena',
  'ec2',
  'ecr.api',
  'ecr.dkr',
  'elasticfilesystem',
  'execute-api',
  'kinesis-streams',
  'lambda',
  'monitoring',
  'rds',
  'sqs',
  'states',
  'sts',
  'sync-states',
  'transcribe',
  'xray',
];

const CATALOGUE: ReadonlyMap<ServiceName, EndpointService> = new Map(
  [
    ...Object.entries(GATEWAY_SERVICES).map(
      ([service, prefixListWeight]): EndpointService => ({
        service,
        kind: 'gateway',
        privateDns: false,
        policySupported: true,
        prefixListWeight,
      }),
    ),
    ...INTERFACE_SERVICES.map((service) => interfaceService(service, true)),
    ...INTERFACE_SERVICES_WITHOUT_POLICY.map((service) => interfaceService(service, false)),
  ].map((entry) => [entry.service, entry]),
);

/** Every service that the catalogue knows, sorted. */
export function knownServices(): readonly ServiceName[] {
  return [...CATALOGUE.keys()].sort();
}

/** Whether the catalogue knows the service. */
export function isKnownService(service: ServiceName): boolean {
  return CATALOGUE.has(service);
}

/** @throws InvalidInputError for a service that is not in the catalogue */
export function endpointService(service: ServiceName, path = 'endpointService'): EndpointService {
  const entry = CATALOGUE.get(service);
  if (entry) return entry;
  throw new InvalidInputError(path, [unknownService('service', service)]);
}

/** The problem that a construct reports for a service that is not in the catalogue. */
export function unknownService(property: string, service: ServiceName) {
  return {
    code: 'endpoint-service-unknown',
    property,
    received: service,
    allowed: knownServices().join(', '),
    fix: 'Correct the name (the last part of com.amazonaws.<region>.<service>), or add the service to the catalogue.',
  };
}

/**
 * The name by which an endpoint is made, such as `com.amazonaws.eu-west-1.rds-data`.
 *
 * @param region known at synth: the prefix depends on it
 */
export function fullServiceName(service: ServiceName, region: string): string {
  const chinese = region.startsWith('cn-') && CHINA_PREFIXED.includes(service);
  return `${chinese ? 'cn.' : ''}com.amazonaws.${region}.${service}${chinese && service === 'transcribe' ? '.cn' : ''}`;
}

function interfaceService(service: ServiceName, policySupported: boolean): EndpointService {
  return { service, kind: 'interface', privateDns: true, policySupported };
}
