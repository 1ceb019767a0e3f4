/** How the functions reach what is outside the VPC. */
export type Egress = EndpointsOnly | NatGatewayEgressOptions | NatInstanceEgressOptions;

/** No way out at all: what the functions use is reached through VPC endpoints. No internet gateway, no public tier. */
export interface EndpointsOnly {
  readonly kind: 'endpoints-only';
}

/** AWS's managed NAT. `per-zone` survives the loss of a zone and avoids traffic between zones; `single` is cheaper. */
export interface NatGatewayEgressOptions {
  readonly kind: 'nat-gateway';
  /** @default 'per-zone' */
  readonly placement?: 'per-zone' | 'single';
}

/** One small instance that masquerades, in the first zone: cheap, and down while it is replaced. For development. */
export interface NatInstanceEgressOptions extends NatInstanceOptions {
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

/** A NAT translates to a public address, so it has to stand in a public subnet. */
export function needsPublicTier(kind: EgressKind): boolean {
  return kind !== 'endpoints-only';
}
