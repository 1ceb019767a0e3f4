import type { Capability, Destination } from '../core/capability';
import type { Problems } from '../core/errors';
import type { INetwork } from '../network/network';
import { type IPeer, Peer } from '../network/peer';
import { Port } from '../network/port';
import type { IServiceAccess } from '../network/service-access';

/** AWS services answer on it. */
export const HTTPS = Port.tcp(443);

/** A connection that a function's security group has to open. */
export interface Connection {
  readonly peer: IPeer;
  readonly port: Port;
  readonly why: string;
}

/** What a function can reach from where it is placed. */
export class Reach {
  constructor(
    private readonly functionName: string,
    private readonly network: INetwork,
    private readonly access: IServiceAccess,
  ) {}

  /** Records each destination that the network offers no way to. */
  check(problems: Problems, capabilities: readonly Capability[]): void {
    for (const capability of capabilities) {
      for (const destination of capability.destinations) this.checkOne(problems, capability, destination);
    }
  }

  /** The connections that the capability needs. Call {@link check} before: what cannot be reached is left out. */
  connections(capability: Capability): readonly Connection[] {
    return capability.destinations.flatMap((destination) => {
      // The rule opens the port to every address; the filters of the network know the host, and so does who reads this.
      const host = destination.kind === 'internet' ? ` (${destination.host})` : '';
      const why = asReason(capability.title + host);
      const peer = this.peer(destination, why);
      const port = destination.kind === 'service' ? HTTPS : Port.tcp(destination.port);
      return peer ? [{ peer, port, why }] : [];
    });
  }

  private peer(destination: Destination, why: string): IPeer | undefined {
    if (destination.kind === 'service') return this.access.peerFor(destination.service);
    const { internetEgress, ipv6Egress } = this.network;
    return internetEgress ? Peer.internet({ otherPortsBecause: why, ipv6: ipv6Egress }) : undefined;
  }

  private checkOne(problems: Problems, { title }: Capability, destination: Destination): void {
    const { functionName, network } = this;
    if (destination.kind === 'service') {
      const { service } = destination;
      problems.check(this.access.peerFor(service) !== undefined, {
        code: 'function-service-unreachable',
        property: `capabilities[${title}]`,
        received: service,
        allowed: `a service that ${functionName} can reach from its subnets`,
        fix: network.canCreateEndpoints
          ? `Let the endpoints be made from the capabilities of ${functionName}, or add an endpoint for ${service}.`
          : `Ask the owner of the shared VPC for an endpoint for ${service}, and name it to the network.`,
      });
      return;
    }
    problems.check(network.internetEgress, {
      code: 'function-internet-unreachable',
      property: `capabilities[${title}]`,
      received: `${destination.host}:${destination.port}`,
      allowed: 'hosts of the internet only in a network with internet egress',
      fix:
        network.mode === 'shared'
          ? 'Ask the owner of the shared VPC for subnets with a way out, name them in egressSubnets, or remove the use.'
          : `Choose nat-gateway or nat-instance for the network of ${functionName}, or remove the use.`,
    });
  }
}

/** What AWS takes as the description of a security-group rule. */
function asReason(title: string): string {
  return title
    .replace(/[^a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]+/g, ' ')
    .trim()
    .slice(0, 255);
}
