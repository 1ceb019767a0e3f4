import type { ServiceName } from '../core/capability';
import { InvalidInputError } from '../core/errors';
import type { IServiceAccess } from './service-access';

/** VPC endpoints: made, imported, or (in `CheckedEndpoints`) found. */
export interface IVpcEndpoints extends IServiceAccess {
  /** The services that have an endpoint, sorted. */
  readonly services: readonly ServiceName[];
  /** For the resource policy of a private API. @throws InvalidInputError when there is no such endpoint */
  endpointId(service: ServiceName): string;
  attributes(): EndpointsAttributes;
}

/** What a stack has to output so that another stack can use its endpoints. Ids may be Terraform references. */
export interface EndpointsAttributes {
  readonly services: Readonly<Record<ServiceName, InterfaceEndpointAttributes | GatewayEndpointAttributes>>;
}

export interface InterfaceEndpointAttributes {
  readonly kind: 'interface';
  readonly endpointId: string;
  readonly securityGroupId: string;
  /** Known at synth: a part of the construct ids of rules. @default `endpoint-` and the service */
  readonly securityGroupName?: string;
}

export interface GatewayEndpointAttributes {
  readonly kind: 'gateway';
  readonly endpointId: string;
  readonly prefixListId: string;
}

/** The error of a construct that is asked for an endpoint that it has not. */
export function missingEndpoint(
  path: string,
  service: ServiceName,
  services: readonly ServiceName[],
): InvalidInputError {
  return new InvalidInputError(path, [
    {
      code: 'endpoint-missing',
      property: 'service',
      received: service,
      allowed: services.join(', ') || 'none, as there are no endpoints',
      fix: 'Demand the service, or ask for one that is there.',
    },
  ]);
}
