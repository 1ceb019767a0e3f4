import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import type { ServiceName, Statement } from '../core/capability';
import { Problems } from '../core/errors';
import { policyDocument } from '../identity/policy-document';
import { type EndpointsAttributes, type IVpcEndpoints, missingEndpoint } from './endpoint-attributes';
import { ENDPOINT_POLICY_QUOTA, endpointPolicy } from './endpoint-policy';
import { ImportedEndpoints } from './endpoints-import';
import { INTERFACE_ENDPOINT_QUOTA_PER_VPC } from './eni-budget';
import type { INetwork } from './network';
import { type IPeer, Peer } from './peer';
import { functionRouteTableIds, functionSubnets } from './placement';
import { Port } from './port';
import { SecurityGroup } from './security-group';
import { endpointService, fullServiceName, isKnownService, unknownService } from './service-catalogue';

/** Somebody needs a service, to do this with it. Several demands for a service become one endpoint. */
export interface EndpointDemand {
  readonly service: ServiceName;
  /** The roles that use it, by ARN. */
  readonly principalArns: readonly string[];
  readonly statements: readonly Statement[];
  /**
   * Clients that are let in here and now, on TCP 443: those that have no security group of this system, such as the
   * ranges from which a private API is called. Not for gateway endpoints.
   *
   * @default none: clients use `allowTo(endpoints.peerFor(service), …)`
   */
  readonly clients?: readonly IPeer[];
}

export interface VpcEndpointsProps {
  readonly network: INetwork;
  /** Known at synth, such as `eu-west-1`. */
  readonly region: string;
  /** Kebab-case. The beginning of every name. */
  readonly name: string;
  readonly demands: readonly EndpointDemand[];
  /** Tags of every resource, besides its Name. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

interface BuiltEndpoint {
  readonly peer: IPeer;
  readonly attributes: EndpointsAttributes['services'][string];
}

/**
 * Exactly the VPC endpoints that are demanded, each with a policy made from what is demanded of it: remove the last
 * demand for a service, and its endpoint is gone.
 *
 * An interface endpoint stands in every function subnet, answers for the service's public name, and has a security
 * group of its own that admits nobody until a client calls `allowTo`. (An `execute-api` endpoint answers for the names
 * of all APIs of the region: public ones can then be called from the VPC by custom domain only.)
 *
 * @example
 * const endpoints = new VpcEndpoints(this, 'endpoints', { network, region, name: 'deposits-dev', demands });
 * const ledger = endpoints.peerFor('rds-data');
 * if (ledger) group.connections.allowTo(ledger, Port.tcp(443), 'Data API');
 */
export class VpcEndpoints extends Construct implements IVpcEndpoints {
  /** Endpoints that another stack made. Their security groups can be given rules from here. */
  static fromAttributes(scope: Construct, id: string, attributes: EndpointsAttributes): IVpcEndpoints {
    return new ImportedEndpoints(scope, id, attributes);
  }

  private readonly built = new Map<ServiceName, BuiltEndpoint>();

  /** @throws InvalidInputError with everything that is wrong with the demands */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: VpcEndpointsProps,
  ) {
    super(scope, id);
    this.checkProps();
    for (const service of [...new Set(props.demands.map((demand) => demand.service))].sort()) {
      const demands = props.demands.filter((demand) => demand.service === service);
      const { kind } = endpointService(service, this.node.path);
      const build = kind === 'gateway' ? this.createGateway : this.createInterface;
      this.built.set(service, build.call(this, service, demands));
    }
  }

  get services(): readonly ServiceName[] {
    return [...this.built.keys()];
  }

  peerFor(service: ServiceName): IPeer | undefined {
    return this.built.get(service)?.peer;
  }

  endpointId(service: ServiceName): string {
    const endpoint = this.built.get(service);
    if (endpoint) return endpoint.attributes.endpointId;
    throw missingEndpoint(this.node.path, service, this.services);
  }

  attributes(): EndpointsAttributes {
    const entries = [...this.built].map(([service, { attributes }]) => [service, attributes] as const);
    return { services: Object.fromEntries(entries) };
  }

  private createGateway(service: ServiceName, demands: readonly EndpointDemand[]): BuiltEndpoint {
    const { network } = this.props;
    const endpoint = this.createEndpoint(service, demands, {
      vpcEndpointType: 'Gateway',
      routeTableIds: [...functionRouteTableIds(network)],
    });
    const { prefixListId } = endpoint;
    return {
      peer: Peer.prefixList(service, prefixListId, endpointService(service).prefixListWeight),
      attributes: { kind: 'gateway', endpointId: endpoint.id, prefixListId },
    };
  }

  private createInterface(service: ServiceName, demands: readonly EndpointDemand[]): BuiltEndpoint {
    const { network, name, tags } = this.props;
    const group = new SecurityGroup(this, `${service}-clients`, {
      name: `${name}-endpoint-${service.replaceAll('.', '-')}`,
      description: `Interface endpoint of ${service}: admits its clients on TCP 443`,
      vpcId: network.vpcId,
      tags,
    });
    for (const client of demands.flatMap(({ clients = [] }) => clients)) {
      group.connections.allowFrom(client, Port.tcp(443), `Clients of ${service}`);
    }
    const endpoint = this.createEndpoint(service, demands, {
      vpcEndpointType: 'Interface',
      subnetIds: functionSubnets(network, this.node.path).map((subnet) => subnet.id),
      securityGroupIds: [group.securityGroupId],
      privateDnsEnabled: endpointService(service).privateDns,
    });
    return {
      peer: group,
      attributes: {
        kind: 'interface',
        endpointId: endpoint.id,
        securityGroupId: group.securityGroupId,
        securityGroupName: group.peerName,
      },
    };
  }

  private createEndpoint(
    service: ServiceName,
    demands: readonly EndpointDemand[],
    placement: Omit<ConstructorParameters<typeof VpcEndpoint>[2], 'vpcId'>,
  ): VpcEndpoint {
    const { network, region, name, tags } = this.props;
    const { policySupported } = endpointService(service);
    const policy = policySupported
      ? policyDocument(this, `${service}-policy`, endpointPolicy(demands))
      : undefined;
    return new VpcEndpoint(this, service, {
      vpcId: network.vpcId,
      serviceName: fullServiceName(service, region),
      policy,
      ...placement,
      tags: { Name: `${name}-${service}`, ...tags },
      lifecycle: policy === undefined ? undefined : { precondition: [policySize(service, policy)] },
    });
  }

  private checkProps(): void {
    const { network, demands } = this.props;
    const problems = new Problems();
    problems.check(network.canCreateEndpoints, {
      code: 'endpoints-in-shared-network',
      property: 'network',
      received: network.mode,
      allowed: 'owned or attached',
      fix: 'Use CheckedEndpoints: AWS lets only the owner of shared subnets make endpoints in them.',
    });
    for (const [i, demand] of demands.entries()) this.checkDemand(demand, `demands[${i}]`, problems);
    const services = new Set(demands.map(({ service }) => service));
    problems.check(services.size <= INTERFACE_ENDPOINT_QUOTA_PER_VPC, {
      code: 'endpoint-quota',
      property: 'demands',
      received: services.size,
      allowed: `at most ${INTERFACE_ENDPOINT_QUOTA_PER_VPC} services, AWS's default quota for a VPC`,
      fix: 'Reach some of the services through a NAT.',
    });
    problems.throwIfAny(this.node.path);
  }

  private checkDemand(
    { service, principalArns, statements, clients = [] }: EndpointDemand,
    at: string,
    problems: Problems,
  ): void {
    if (!isKnownService(service)) {
      problems.add(unknownService(`${at}.service`, service));
      return;
    }
    const { kind, policySupported } = endpointService(service);
    problems.check(kind === 'interface' || clients.length === 0, {
      code: 'endpoint-gateway-clients',
      property: `${at}.clients`,
      received: clients.map(({ peerName }) => peerName),
      allowed: `none: the gateway endpoint of ${service} is a route and has no security group`,
      fix: 'Remove the clients; narrow them in the policy.',
    });
    problems.check(!policySupported || (principalArns.length > 0 && statements.length > 0), {
      code: 'endpoint-demand-empty',
      property: at,
      received: { service, principalArns: principalArns.length, statements: statements.length },
      allowed: 'at least one principal and one statement: AWS makes an endpoint without a policy open to all',
      fix: 'Say who does what with the service, or leave the demand out.',
    });
    problems.check(kind === 'interface' || functionRouteTableIds(this.props.network).length > 0, {
      code: 'endpoint-gateway-routes',
      property: `${at}.service`,
      received: service,
      allowed: 'a gateway endpoint only where the route tables of the private and egress subnets are known',
      fix: 'Give routeTableId to the subnets in the attributes of the network.',
    });
  }
}

/** A policy that is too long would fail in the middle of an apply. */
function policySize(service: ServiceName, policy: string) {
  return {
    condition: `\${length(${policy}) <= ${ENDPOINT_POLICY_QUOTA}}`,
    errorMessage: `The policy of the ${service} endpoint is longer than the ${ENDPOINT_POLICY_QUOTA} characters that AWS takes.`,
  };
}
