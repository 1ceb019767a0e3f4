import type { App } from 'cdktf';
import type { FunctionContract } from '../functions/shared/contract';
import { servicePrefix } from '../modules/core/capability';
import { PermissionsBoundary } from '../modules/identity/permissions-boundary';
import type { EndpointsAttributes } from '../modules/network/endpoint-attributes';
import { type EndpointDemand, VpcEndpoints } from '../modules/network/endpoints';
import { type INetwork, Network } from '../modules/network/network';
import { Peer } from '../modules/network/peer';
import { bind, serviceNeeds } from './bindings';
import type { EnvironmentConfig } from './environments/schema';
import type { NetworkStack } from './network-stack';
import { importResources, type ResourceStacks } from './resources';
import { SystemStack } from './system-stack';

/** What the stacks of functions have to know of it. */
export interface AccessAttributes {
  /** Absent in shared subnets, where endpoints cannot be made: those who need them look them up. */
  readonly endpoints?: EndpointsAttributes;
  readonly permissionsBoundaryArn: string;
}

/**
 * Who may reach what: the VPC endpoints that the contracts call for, each with a policy made from the grants, and the
 * outer limit of every function's role.
 */
export class AccessStack extends SystemStack {
  readonly access: AccessAttributes;

  constructor(
    scope: App,
    environment: EnvironmentConfig,
    contracts: readonly FunctionContract[],
    { foundation, ...stacks }: { readonly foundation: NetworkStack } & ResourceStacks,
  ) {
    super(scope, 'access', environment);
    const network = Network.fromAttributes(
      this,
      'network',
      this.read(foundation, 'network', foundation.network),
    );
    const resources = importResources(this, stacks);
    const bound = contracts.map((contract) => ({ contract, bindings: bind(contract, resources) }));
    const needs = bound.flatMap(({ contract, bindings }) => serviceNeeds(contract.name, bindings));
    const actions = bound.flatMap(({ bindings }) =>
      bindings.flatMap(({ capability }) => capability.statements.flatMap((statement) => statement.actions)),
    );
    const demands = [
      ...needs.map(({ service, functionName, statements }) => ({
        service,
        principalArns: [this.roleArn(functionName)],
        statements,
      })),
      ...this.privateApiDemand(),
    ];
    const boundary = new PermissionsBoundary(this, 'boundary', {
      name: `${this.prefix}-functions`,
      location: this.location,
      services: [...new Set([...actions.map(servicePrefix), 'sqs'])],
      logGroupPattern: `/aws/lambda/${this.prefix}-*`,
    });
    this.access = {
      endpoints: network.canCreateEndpoints ? this.createEndpoints(network, demands) : undefined,
      permissionsBoundaryArn: boundary.arn,
    };
    this.share('access', this.access);
  }

  private createEndpoints(network: INetwork, demands: readonly EndpointDemand[]): EndpointsAttributes {
    const { region } = this.environment;
    return new VpcEndpoints(this, 'endpoints', { network, region, name: this.prefix, demands }).attributes();
  }

  /** A private API is called through an endpoint too, by clients that are no functions of ours. */
  private privateApiDemand(): readonly EndpointDemand[] {
    const { api, accountId, region } = this.environment;
    if (api.exposure !== 'private') return [];
    return [
      {
        service: 'execute-api',
        // For the session of a role, aws:PrincipalArn is the role.
        principalArns: [`arn:aws:iam::${accountId}:role/*`],
        statements: [
          {
            sid: 'CallTheApisOfThisAccount',
            actions: ['execute-api:Invoke'],
            resources: [`arn:aws:execute-api:${region}:${accountId}:*`],
          },
        ],
        clients: api.clientCidrs.map((range) => Peer.ipv4(range)),
      },
    ];
  }
}
