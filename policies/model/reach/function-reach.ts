import type { Resource } from '../../graph/resource';
import type { Unknown } from '../../graph/value';
import type { EffectivePermission } from '../../iam/effective-permissions';
import type { Identity } from '../identity/principal';
import type { VpcEndpoint } from '../network/endpoints';
import type { Caller } from './callers';
import type { Database } from './databases';
import type { Declared } from './declared-hosts';
import type { Placement } from './placement';
import type { RolePermissions } from './role-permissions';
import type { Verdict } from './service-access';
import type { Step, Way } from './step';

/** What a path leads to. */
export interface Destination {
  /** Unique: `service sqs`, `host partner.example`. */
  readonly id: string;
  readonly kind: 'service' | 'database' | 'function' | 'host' | 'internet';
  readonly name: string;
  readonly resource?: Resource;
  /** Of a host: the port, where it is not that of HTTPS. */
  readonly port?: number;
  readonly database?: Database;
}

/** A permission for a service, and what the policies on the way there say of it. */
export interface JudgedPermission {
  readonly permission: EffectivePermission;
  readonly caller: Caller;
  readonly verdict: Verdict;
}

/** A way of one function to one destination. */
export interface ReachPath {
  readonly destination: Destination;
  /** Of packets, there and back. The same object for all functions of a placement. */
  readonly way: Way;
  readonly endpoint?: VpcEndpoint;
  readonly permission: 'granted' | 'none' | 'unknown' | 'not needed';
  /** For a service: what the role allows there, as far as somebody else does not make the call. */
  readonly judged: readonly JudgedPermission[];
  /** Network first, then policies. */
  readonly steps: readonly Step[];
}

/** Everything that one function reaches. */
export interface FunctionReach {
  readonly lambda: Resource;
  readonly name: string;
  readonly placement: Placement;
  readonly role?: Identity;
  readonly permissions?: RolePermissions;
  /** Why its permissions are not wholly known. */
  readonly gap?: Unknown | string;
  readonly declared: Declared;
  /** What it is permitted to do or told to connect to, and what is open to it besides. */
  readonly paths: readonly ReachPath[];
}
