import type { Resource } from '../../../graph/resource';
import { isUnknown, toText, type Value } from '../../../graph/value';

/** Kinds of endpoints that lead to a service of AWS and have a policy. */
const WITH_POLICY = new Set(['Gateway', 'Interface']);

/**
 * Whether the endpoint has a policy: those of gateway load balancers, of resources and networks of VPC Lattice, and
 * those to the services of other customers (`com.amazonaws.vpce.…`) have none. Source: PrivateLink Guide, "Control
 * access to VPC endpoints using endpoint policies".
 */
export function hasPolicy(endpoint: Resource): boolean {
  const type = endpoint.get('vpc_endpoint_type') ?? 'Gateway';
  if (typeof type === 'string' && !WITH_POLICY.has(type)) return false;
  if (endpoint.get('resource_configuration_arn') !== undefined) return false;
  if (endpoint.get('service_network_arn') !== undefined) return false;
  return !isOthersService(endpoint.get('service_name'));
}

function isOthersService(name: Value | undefined): boolean {
  if (isUnknown(name)) {
    // The name of an endpoint service that is made here, or looked up, and is none of AWS.
    return (
      name.reference?.target.includes('aws_vpc_endpoint_service.') === true &&
      !name.reference.target.includes('data.')
    );
  }
  const text = toText(name);
  return (
    typeof text === 'string' && (text.startsWith('com.amazonaws.vpce.') || !/^(com|cn\.com|aws)\./.test(text))
  );
}

/** The service at the end of the name: `s3` of `com.amazonaws.eu-central-1.s3`. Nothing where nobody knows it. */
export function serviceOf(endpoint: Resource): string | undefined {
  const name = endpoint.get('service_name');
  if (isUnknown(name)) {
    const parts = 'parts' in name && Array.isArray(name.parts) ? name.parts : [];
    const last: unknown = parts[parts.length - 1];
    return typeof last === 'string' ? last.replace(/^.*\./, '') : undefined;
  }
  const text = toText(name);
  return typeof text === 'string' ? text.split('.').slice(3).join('.') || undefined : undefined;
}
