import type { DnsFirewallOptions } from './dns-firewall';
import type { NetworkFirewallOptions } from './network-firewall';

/** How the functions reach what is outside the VPC. */
export type Egress = EndpointsOnly | NatGatewayEgressOptions | NatInstanceEgressOptions;

/** No way out at all: what the functions use is reached through VPC endpoints. No internet gateway, no public tier. */
export interface EndpointsOnly {
  readonly kind: 'endpoints-only';
}

/** Which hosts of the internet may be reached, by name. */
export interface HostFilterOptions {
  /**
   * The hosts that may be reached, by exact name: the allowlist of every filter below. Known at synth, so that it can be
   * read in the plan. An empty list lets no host through.
   *
   * @default no filter: every host
   */
  readonly allowedHosts?: readonly string[];
  /**
   * The filter of names: what is not allowed is not resolved. In an owned VPC it is there whenever there are
   * `allowedHosts`; elsewhere it has to be asked for by `wholeVpc`, as it filters every name that the VPC resolves.
   *
   * @default as `DnsFirewallOptions` says
   */
  readonly dnsFirewall?: DnsFirewallOptions;
}

/** AWS's managed NAT. `per-zone` survives the loss of a zone and avoids traffic between zones; `single` is cheaper. */
export interface NatGatewayEgressOptions extends HostFilterOptions {
  readonly kind: 'nat-gateway';
  /** @default 'per-zone' */
  readonly placement?: 'per-zone' | 'single';
  /** Lets connections through by the host that they name, whatever address they were opened to. @default none */
  readonly networkFirewall?: NetworkFirewallOptions;
}

/** One small instance that masquerades, in the first zone: cheap, and down while it is replaced. For development. */
export interface NatInstanceEgressOptions extends NatInstanceOptions, HostFilterOptions {
  readonly kind: 'nat-instance';
}

/** Options of the NAT instance. */
export interface NatInstanceOptions {
  /** An instance type with an arm64 processor. @default 't4g.nano' (USD 0.0042 an hour, facts.json `pr-t4gnano`) */
  readonly instanceType?: string;
  /** TCP ports that it forwards. @default [443] */
  readonly forwardedPorts?: readonly number[];
  /** Why it forwards other ports than 443. @default none: only 443 is allowed */
  readonly otherPortsBecause?: string;
  /** Key of the root volume, by ARN. @default the account's default key for EBS */
  readonly kmsKeyArn?: string;
}

export type EgressKind = Egress['kind'];

export const EGRESS_KINDS: readonly EgressKind[] = ['endpoints-only', 'nat-gateway', 'nat-instance'];

/** Whether there is a way out. Then a NAT translates to a public address, and so has to stand in a public subnet. */
export function reachesInternet(kind: EgressKind): boolean {
  return kind !== 'endpoints-only';
}
