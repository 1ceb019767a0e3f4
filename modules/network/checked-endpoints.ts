import { DataAwsVpcEndpoint } from '@cdktf/provider-aws/lib/data-aws-vpc-endpoint';
import { Fn, type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { ServiceName } from '../core/capability';
import { Problems } from '../core/errors';
import { missingEndpoint } from './endpoint-attributes';
import type { INetwork } from './network';
import { type IPeer, Peer } from './peer';
import type { IServiceAccess } from './service-access';
import { endpointService, fullServiceName, isKnownService, unknownService } from './service-catalogue';

export interface CheckedEndpointsProps {
  readonly network: INetwork;
  /** Known at synth, such as `eu-west-1`. */
  readonly region: string;
  /** The services that are needed. */
  readonly services: readonly ServiceName[];
  /**
   * The provider that looks: AWS does not let the accounts that a subnet is shared with describe the endpoints of its
   * owner (facts.json `e-shared`), so this is an aliased one that reads in the network account.
   *
   * @default this stack's provider, which suffices where one account has both
   */
  readonly provider?: TerraformProvider;
  /**
   * The account that owns the endpoints' security groups, where it is not this one: rules then name a group as
   * `<account>/<group>`, as a shared VPC requires.
   *
   * @default this account
   */
  readonly ownerAccountId?: string;
}

interface FoundEndpoint {
  readonly peer: IPeer;
  readonly endpointId: string;
}

/**
 * The endpoints that the owner of a shared network keeps for everybody. Nothing is made: each needed endpoint is looked
 * up by its service while Terraform plans, and the plan fails where it is missing, not available, or without private
 * DNS. (Where it is missing, Terraform names the block, whose id begins with `required-endpoint`.)
 *
 * Only this side of the connections is written. That the endpoints' security groups admit the private subnets is their
 * owner's concern, and cannot be read from here.
 */
export class CheckedEndpoints extends Construct implements IServiceAccess {
  /** The services that were looked up, sorted. */
  readonly services: readonly ServiceName[];
  private readonly found = new Map<ServiceName, FoundEndpoint>();

  /** @throws InvalidInputError for services that are not in the catalogue */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CheckedEndpointsProps,
  ) {
    super(scope, id);
    this.services = [...new Set(props.services)].sort();
    const problems = new Problems();
    for (const service of this.services) {
      if (!isKnownService(service)) problems.add(unknownService('services', service));
    }
    problems.throwIfAny(this.node.path);
    for (const service of this.services) this.found.set(service, this.lookUp(service));
  }

  peerFor(service: ServiceName): IPeer | undefined {
    return this.found.get(service)?.peer;
  }

  /** @throws InvalidInputError when the service was not looked up */
  endpointId(service: ServiceName): string {
    const endpoint = this.found.get(service);
    if (endpoint) return endpoint.endpointId;
    throw missingEndpoint(this.node.path, service, this.services);
  }

  private lookUp(service: ServiceName): FoundEndpoint {
    const { network, region, provider } = this.props;
    const { kind, privateDns, prefixListWeight } = endpointService(service);
    const endpoint = new DataAwsVpcEndpoint(this, `required-endpoint-${service.replaceAll('.', '-')}`, {
      vpcId: network.vpcId,
      serviceName: fullServiceName(service, region),
      filter: [
        { name: 'vpc-endpoint-type', values: [kind === 'gateway' ? 'Gateway' : 'Interface'] },
        { name: 'vpc-endpoint-state', values: [...PRESENT_STATES] },
      ],
      provider,
      lifecycle: { postcondition: conditions(service, privateDns) },
    });
    const { id: endpointId } = endpoint;
    if (kind === 'gateway') {
      return { endpointId, peer: Peer.prefixList(service, endpoint.prefixListId, prefixListWeight) };
    }
    return { endpointId, peer: Peer.foreignSecurityGroup(`endpoint-${service}`, this.groupOf(endpoint)) };
  }

  /**
   * Any one of the endpoint's groups will do: a rule that names a group matches every interface in it, and the
   * endpoint's interfaces are in all of its groups. The first in alphabetical order stays the same between plans.
   */
  private groupOf({ securityGroupIds }: DataAwsVpcEndpoint): string {
    const group: string = Fn.element(Fn.sort(securityGroupIds), 0);
    const { ownerAccountId } = this.props;
    return ownerAccountId === undefined ? group : `${ownerAccountId}/${group}`;
  }
}

/** An endpoint that was deleted is listed for a while and would be found beside its successor. */
const PRESENT_STATES = ['available', 'failed', 'pending', 'pendingAcceptance', 'rejected'] as const;

function conditions(service: ServiceName, privateDns: boolean) {
  const available = {
    condition: '${lower(self.state) == "available"}',
    errorMessage: `The VPC endpoint of ${service} is not available. Ask the network account to accept or mend it.`,
  };
  const named = {
    condition: '${self.private_dns_enabled}',
    errorMessage:
      `The VPC endpoint of ${service} has no private DNS: functions would miss it. ` +
      'Ask the network account to switch it on.',
  };
  return privateDns ? [available, named] : [available];
}
