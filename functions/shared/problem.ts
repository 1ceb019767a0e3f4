import type { APIGatewayProxyResult } from 'aws-lambda';
import { type MemberProblem, RequestError, UnavailableError } from './errors';

/** Problem details for HTTP APIs (RFC 9457), with the members that are wrong. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The request id, by which the caller and we find the log line. */
  readonly instance: string;
  readonly errors?: readonly MemberProblem[];
}

/** A relative URI, as RFC 9457 allows: it identifies the kind of problem, and needs no host of its own. */
const TYPE_PREFIX = '/problems/';

/**
 * The answer to a request that failed. Only a RequestError's own words reach the client; of all else, a sentence that
 * is the same for every cause: no message, no stack, no name of a resource.
 */
export function problemResponse(error: unknown, requestId: string): APIGatewayProxyResult {
  const { code, retryAfterSeconds, ...parts } = describe(error);
  const problem: Problem = { type: `${TYPE_PREFIX}${code}`, ...parts, instance: `urn:request:${requestId}` };
  return {
    statusCode: problem.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
    },
    body: JSON.stringify(problem),
  };
}

interface Described {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly MemberProblem[];
  readonly retryAfterSeconds?: number;
}

function describe(error: unknown): Described {
  if (error instanceof RequestError) {
    const { code, status, title, detail, more } = error;
    return { code, status, title, detail, ...more };
  }
  if (error instanceof UnavailableError) {
    return {
      code: 'temporarily-unavailable',
      status: 503,
      title: 'Temporarily unavailable',
      detail: 'The request could not be finished in time. Send it again unchanged, with the same headers.',
      retryAfterSeconds: error.retryAfterSeconds,
    };
  }
  return {
    code: 'internal-error',
    status: 500,
    title: 'Internal error',
    detail:
      'The request could not be finished. Send it again unchanged, or report the instance of this problem.',
  };
}
