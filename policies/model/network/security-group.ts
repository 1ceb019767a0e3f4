import type { Resource } from '../../graph/resource';
import type { Unknown, Value } from '../../graph/value';
import type { Id } from './ids';
import type { IpSet } from './ip-set';
import type { Ports, Protocol } from './traffic';

export type Direction = 'ingress' | 'egress';

/** Who stands on the other side of a rule. */
export type Peer =
  | { readonly kind: 'range'; readonly cidr: string; readonly addresses: IpSet }
  /** @property addresses those of the customer's own list; nothing for a list of AWS, or one that is not in the input */
  | { readonly kind: 'prefix-list'; readonly id: Id; readonly addresses?: IpSet; readonly unknown?: Unknown }
  | { readonly kind: 'group'; readonly id: Id; readonly self: boolean }
  /** The rule names nobody: AWS refuses it, or takes nothing from it. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: Unknown };

/** One peer of one rule, as AWS keeps it: a block with three ranges is three rules. */
export interface SecurityGroupRule {
  readonly direction: Direction;
  readonly protocol: Protocol | Unknown;
  readonly ports: Ports | Unknown;
  readonly peer: Peer;
  readonly description: Value | undefined;
  /** The resource that states it, or the VPC whose default group has it unasked. */
  readonly resource: Resource;
  /** The block or attribute that states it. */
  readonly path: string;
  /** The place in the configuration is the same for rules that stand in one block or one rule resource. */
  readonly statement: string;
  /** The rule is AWS's own default: nobody wrote it. */
  readonly implicit?: boolean;
  /** Why it may not be there at all: nobody knows how many instances of its resource there are. */
  readonly uncertain?: Unknown;
}

export interface SecurityGroup {
  readonly id: Id;
  /** Nothing where the group exists outside the input. */
  readonly resource?: Resource;
  readonly vpc?: Id | Unknown;
  /** The group that comes with the VPC. */
  readonly isDefault: boolean;
  readonly rules: readonly SecurityGroupRule[];
  /** Why there may be rules that are not listed: a dynamic block that is not known, or a group outside the input. */
  readonly unknowns: readonly RuleGap[];
}

export interface RuleGap {
  /** Nothing: both. */
  readonly direction?: Direction;
  readonly reason: Unknown;
  readonly resource?: Resource;
  readonly path?: string;
}
