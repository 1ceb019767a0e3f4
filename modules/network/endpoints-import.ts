import { Construct } from 'constructs';
import type { ServiceName } from '../core/capability';
import { Problems } from '../core/errors';
import { type EndpointsAttributes, type IVpcEndpoints, missingEndpoint } from './endpoint-attributes';
import { type IPeer, Peer } from './peer';
import { SecurityGroup } from './security-group';
import { endpointService, isKnownService, unknownService } from './service-catalogue';

/** Endpoints that another stack made. */
export class ImportedEndpoints extends Construct implements IVpcEndpoints {
  private readonly peers = new Map<ServiceName, IPeer>();

  /** @throws InvalidInputError for a service that is not in the catalogue */
  constructor(
    scope: Construct,
    id: string,
    private readonly imported: EndpointsAttributes,
  ) {
    super(scope, id);
    const problems = new Problems();
    for (const service of this.services) {
      if (!isKnownService(service)) problems.add(unknownService('services', service));
    }
    problems.throwIfAny(this.node.path);
    for (const [service, attributes] of Object.entries(imported.services)) {
      this.peers.set(service, this.toPeer(service, attributes));
    }
  }

  get services(): readonly ServiceName[] {
    return Object.keys(this.imported.services).sort();
  }

  peerFor(service: ServiceName): IPeer | undefined {
    return this.peers.get(service);
  }

  endpointId(service: ServiceName): string {
    const attributes = this.imported.services[service];
    if (attributes) return attributes.endpointId;
    throw missingEndpoint(this.node.path, service, this.services);
  }

  attributes(): EndpointsAttributes {
    return this.imported;
  }

  private toPeer(service: ServiceName, attributes: EndpointsAttributes['services'][string]): IPeer {
    if (attributes.kind === 'gateway') {
      return Peer.prefixList(service, attributes.prefixListId, endpointService(service).prefixListWeight);
    }
    const { securityGroupId, securityGroupName: name = `endpoint-${service.replaceAll('.', '-')}` } =
      attributes;
    return SecurityGroup.fromAttributes(this, service, { securityGroupId, name });
  }
}
