import type { Resource } from '../../graph/resource';
import type { Unknown } from '../../graph/value';
import type { Id } from './ids';
import type { IpSet } from './ip-set';
import type { Direction } from './security-group';
import type { Ports, Protocol } from './traffic';

export interface AclRule {
  readonly direction: Direction;
  /** The lowest number that fits decides. */
  readonly number: number | Unknown;
  readonly action: 'allow' | 'deny' | Unknown;
  readonly protocol: Protocol | Unknown;
  readonly ports: Ports | Unknown;
  /** As it is written. */
  readonly cidr: string | Unknown;
  readonly addresses: IpSet | Unknown;
  readonly resource: Resource;
  readonly path: string;
  /** Why it may not be there. */
  readonly uncertain?: Unknown;
}

export interface NetworkAcl {
  readonly id: Id;
  /** Nothing where only rules of it are in the input. */
  readonly resource?: Resource;
  readonly vpc?: Id | Unknown;
  readonly isDefault: boolean;
  readonly rules: readonly AclRule[];
  /** Why there may be others. */
  readonly unknowns: readonly { readonly direction?: Direction; readonly reason: Unknown }[];
}
