import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CredentialScope } from './credential-scope';

/** One call to an AWS service as the gateway understood it, before anybody answered. */
export interface AwsCall {
  /** The signing name; undefined for what is not signed and not recognised. */
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly credentials: CredentialScope | undefined;
  /** The deployed function whose own credentials signed it. */
  readonly functionName?: string;
  readonly method: string;
  /** Path and query in origin form, as sent. */
  readonly target: string;
  /** The path, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  /** The body, when it had to be read to understand or to judge the call. The request stream is then spent. */
  readonly body?: Buffer;
  /** The fields of a browser's upload to S3, their names in lower case. */
  readonly fields?: ReadonlyMap<string, string>;
}

/** Answers a call. What it throws becomes a 500 of the service. */
export type CallHandler = (call: AwsCall, response: ServerResponse) => Promise<void>;

/**
 * One entry of the gateway's table. The first entry that matches answers; what none matches goes upstream.
 * A handler that only looks (and then lets the call go on) is a `CallGuard`.
 */
export interface CallRoute {
  readonly service: string;
  /** Only these operations. @default every operation of the service */
  readonly operations?: readonly string[];
  readonly handle: CallHandler;
}

/** Looks at every call before it is answered and may answer it instead: the place of policy enforcement. */
export interface CallGuard {
  /** Returns true when it has answered. */
  readonly check: (call: AwsCall, response: ServerResponse) => Promise<boolean>;
}

/** What is known about a call once it has been answered. */
export interface CallRecord {
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly credentials: CredentialScope | undefined;
  readonly functionName?: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
}
