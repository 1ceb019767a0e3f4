import type { ContextValue } from '../../../policies/iam/context';
import type { Unknown } from '../../../policies/iam/truth';

/** One permission that a call needs. */
export interface AccessQuery {
  /** `sqs:SendMessage` */
  readonly action: string;
  /** An ARN; `*` for an action that has no resource; unknown where this emulator cannot tell. */
  readonly resource: string | Unknown;
  /** What the request says of itself, by condition key. */
  readonly context: Readonly<Record<string, ContextValue>>;
  /**
   * The service that asks on the caller's behalf, `secretsmanager` for the key of a secret: then the request does not come
   * through the function's network. @default the caller asks
   */
  readonly via?: string;
}

/** Where the permissions that a call needs are found from. */
export interface CallFacts {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly accountId: string;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** In lower case; of a form upload, its fields. */
  readonly header: (name: string) => string | undefined;
  /** The members of a JSON body or of a form; empty where the body is neither. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The body as text, where it was read. */
  readonly text: string;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** `arn:aws:SERVICE:REGION:ACCOUNT:REST` where the call was made. */
export function arnHere(facts: CallFacts, service: string, rest: string): string {
  return `arn:aws:${service}:${facts.region}:${facts.accountId}:${rest}`;
}
