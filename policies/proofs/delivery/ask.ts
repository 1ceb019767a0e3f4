import type { Resource } from '../../graph/resource';
import type { ContextValue } from '../../iam/context';
import type { Identity } from '../../model/identity/principal';
import type { VpcEndpoint } from '../../model/network/endpoints';

/** Who asks AWS for something because the configuration says so. */
export type Asker =
  /** A service in its own name: the policy of the resource decides. */
  | { readonly kind: 'service'; readonly service: string }
  /** A service with a role that it was given. */
  | { readonly kind: 'role'; readonly role: Identity }
  /** Somebody of the resource's account whom identity policies allow everything: whoever applies the configuration. */
  | { readonly kind: 'account' };

/** One permission that a delivery needs. */
export interface Ask {
  readonly by: Asker;
  readonly action: string;
  /** An ARN; `*` in it stands for what is made up later, and alone for an action without resources. */
  readonly resource: string;
  /** The resource that it is done to, whose policy has a say. */
  readonly target?: Resource;
  /** What the request says of itself, besides what all requests say. */
  readonly context: Readonly<Record<string, ContextValue>>;
  /** The names of what the service works for (`aws:SourceArn`): a rule may be called by a reference or by its name. */
  readonly sources?: readonly string[];
  /** Of a function: the alias or version that is invoked. */
  readonly qualifier?: string;
  /** The way leads through the endpoint: its policy has a say as well. */
  readonly endpoint?: VpcEndpoint;
  /** The resource's policy has to allow it, whatever identity policies say. @default as IAM joins them */
  readonly openly?: true;
  /** It works without: only whether an admission is used is judged. @default false */
  readonly optional?: true;
}

/** Something that the configuration makes a service do. */
export interface Delivery {
  /** What configures it. */
  readonly subject: Resource;
  readonly path: string;
  /** As a sentence without a full stop: `the rule sends what it matches to aws_sqs_queue.a`. */
  readonly what: string;
  readonly asks: readonly Ask[];
}
