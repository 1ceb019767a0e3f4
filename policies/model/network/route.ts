import type { Resource } from '../../graph/resource';
import type { Unknown } from '../../graph/value';
import type { Id } from './ids';
import type { IpSet } from './ip-set';

/** To what a route leads. */
export type TargetKind =
  | 'carrier-gateway'
  | 'core-network'
  | 'egress-only-gateway'
  | 'gateway-endpoint'
  | 'internet-gateway'
  | 'load-balancer-endpoint'
  | 'local'
  | 'local-gateway'
  | 'nat-gateway'
  | 'network-interface'
  | 'peering'
  | 'transit-gateway'
  | 'virtual-private-gateway'
  | 'unknown';

export interface RouteTarget {
  readonly kind: TargetKind;
  /** Nothing for `local`. */
  readonly id?: Id;
  /** The interface is that of an instance: a NAT instance, or an appliance. */
  readonly isInstance?: boolean;
  /** Why the kind, or which one, is not known. */
  readonly unknown?: Unknown;
}

export interface Route {
  /** The CIDR or the id of the prefix list, as it is written. */
  readonly destination: string | Unknown;
  /** The addresses, where they are known: those of a prefix list of AWS are not. */
  readonly addresses?: IpSet;
  readonly target: RouteTarget;
  readonly resource: Resource;
  readonly path: string;
  /** Why it may not be there. */
  readonly uncertain?: Unknown;
}

export interface RouteTable {
  readonly id: Id;
  /** Nothing where the table exists outside the input, or comes with the VPC. */
  readonly resource?: Resource;
  readonly vpc?: Id | Unknown;
  /** The routes that somebody wrote, those of gateway endpoints included; `local` is not among them. */
  readonly routes: readonly Route[];
  /** Why there may be others. */
  readonly unknowns: readonly Unknown[];
}
