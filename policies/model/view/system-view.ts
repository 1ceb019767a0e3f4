/**
 * What every function may do and reach, ready to be shown: by `explain`, on the review's page, in the comparison with an
 * approved state. Plain data without Terraform's tokens: what is not known says so in words.
 */
export interface SystemView {
  readonly functions: readonly FunctionView[];
  /** What functions reach, each once: the right side of the picture. */
  readonly destinations: readonly DestinationView[];
  /** What the rules of security groups admit by address: a range that grows is a change even where no path is new. */
  readonly ranges?: readonly RangeView[];
}

/** The addresses that one group admits for one protocol and run of ports. */
export interface RangeView {
  /** Key of the group. */
  readonly group: string;
  readonly direction: 'ingress' | 'egress';
  /** `tcp port 443`. */
  readonly traffic: string;
  /** Joined: two halves are one whole. */
  readonly cidrs: readonly string[];
  /** The widest rule. */
  readonly at: PlaceView;
}

/** A place in the input, and for our own stacks in TypeScript. */
export interface PlaceView {
  /** Terraform's address, after the stack and a colon where there are stacks. */
  readonly key: string;
  /** The attribute or block: `ingress[0]`. */
  readonly path?: string;
  readonly file?: string;
  readonly line?: number;
}

export interface FunctionView {
  readonly key: string;
  /** As it is deployed: `deposits-dev-post-ledger`; the address where the name is not known. */
  readonly name: string;
  /** The role's name. */
  readonly role?: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** What it may do, after boundary and denials, from the identity policies of its role. */
  readonly permissions: readonly PermissionView[];
  readonly paths: readonly PathView[];
}

export interface PermissionView {
  /** With wildcards, as granted: `dynamodb:PutItem`. */
  readonly action: string;
  readonly resource: string;
  /** In words: `kms:ViaService StringEquals sqs.eu-central-1.amazonaws.com`. */
  readonly conditions: readonly string[];
  /** Denials that take a part away, in words. */
  readonly exceptions: readonly string[];
  readonly statement: PlaceView & { readonly sid?: string };
  /** Lines of the code that need it, `functions/x/handler.ts:12`; absent where no code was looked at. */
  readonly neededBy?: readonly string[];
  /** `unknown`: a part of it is not known, so it may be less. */
  readonly certainty: 'certain' | 'unknown';
}

export interface DestinationView {
  /** Unique: `service sqs`, `function deposits-dev-x`, `host partner.example`, `database deposits-dev-ledger`. */
  readonly id: string;
  readonly kind: 'service' | 'database' | 'function' | 'host' | 'internet';
  readonly name: string;
}

/** One way of a function to one destination, joined from network and permissions. */
export interface PathView {
  /** `DestinationView.id`. */
  readonly destination: string;
  /** Whether packets get there and back. */
  readonly network: 'open' | 'blocked' | 'unknown';
  /** Whether at least one action there is permitted by every policy on the way. Hosts need no permission: `not needed`. */
  readonly permission: 'granted' | 'none' | 'unknown' | 'not needed';
  readonly steps: readonly StepView[];
  /** Why not, and the smallest change that would open it. */
  readonly blocked?: { readonly by: StepView; readonly smallestChange: string };
}

export interface StepView {
  readonly kind:
    | 'security group'
    | 'network acl'
    | 'route'
    | 'endpoint'
    | 'nat'
    | 'internet gateway'
    | 'dns'
    | 'firewall'
    | 'endpoint policy'
    | 'resource policy'
    | 'identity policy';
  /** What this one does with the request. @default open */
  readonly passage?: 'open' | 'blocked' | 'unknown';
  /** One sentence without a full stop: `egress 443 to the endpoints' group`. */
  readonly says: string;
  readonly at?: PlaceView;
}
