import { ApiGatewayGatewayResponse } from '@cdktf/provider-aws/lib/api-gateway-gateway-response';
import { Construct } from 'constructs';
import { type Json, jsonExpression } from '../core/json-expression';

/** An answer that API Gateway gives itself, without a function. */
export interface ProblemResponse {
  /** API Gateway's name of the case. */
  readonly type: string;
  readonly status: number;
  readonly title: string;
  /** What the client can do about it. May hold `$context` variables. */
  readonly detail: string;
}

/**
 * The cases of which a client can make something, and the two defaults for all others. An unknown path and a request
 * without a signature are one case to API Gateway (`MISSING_AUTHENTICATION_TOKEN`), so there is no 404 among them.
 *
 * Templates are not VTL: API Gateway only substitutes variables, each inside a JSON string here.
 */
export const PROBLEM_RESPONSES: readonly ProblemResponse[] = [
  // Not `$context.error.validationErrorString`: it quotes what it speaks of, and would end the string that it stands in.
  problem('BAD_REQUEST_BODY', 400, 'Bad Request', 'The body does not conform to the schema of this method.'),
  problem('BAD_REQUEST_PARAMETERS', 400, 'Bad Request', '$context.error.message'),
  problem('UNAUTHORIZED', 401, 'Unauthorized', 'The request is not authenticated.'),
  problem('ACCESS_DENIED', 403, 'Forbidden', 'The caller may not do this.'),
  problem('EXPIRED_TOKEN', 403, 'Forbidden', 'The credentials have expired. Sign the request anew.'),
  problem('INVALID_SIGNATURE', 403, 'Forbidden', 'The signature does not match the request.'),
  problem('MISSING_AUTHENTICATION_TOKEN', 403, 'Forbidden', 'There is nothing here, or it must be signed.'),
  problem('WAF_FILTERED', 403, 'Forbidden', 'The request was filtered.'),
  problem('REQUEST_TOO_LARGE', 413, 'Content Too Large', 'A request has at most 10 MB.'),
  problem('UNSUPPORTED_MEDIA_TYPE', 415, 'Unsupported Media Type', 'Send application/json.'),
  problem('QUOTA_EXCEEDED', 429, 'Too Many Requests', 'The quota is used up.'),
  problem('THROTTLED', 429, 'Too Many Requests', 'Try again later, and wait longer each time.'),
  problem('API_CONFIGURATION_ERROR', 500, 'Internal Server Error', 'Nothing was done. Try again later.'),
  problem('INTEGRATION_FAILURE', 502, 'Bad Gateway', 'The outcome is not known. Repeat with the same key.'),
  problem(
    'INTEGRATION_TIMEOUT',
    504,
    'Gateway Timeout',
    'The outcome is not known. Repeat with the same key.',
  ),
];

/** Keep the status that API Gateway chose: the code is not in the body, the HTTP status line has it. */
const DEFAULTS: ReadonlyArray<Omit<ProblemResponse, 'status'>> = [
  { type: 'DEFAULT_4XX', title: 'Request refused', detail: 'The request cannot be accepted as it is.' },
  { type: 'DEFAULT_5XX', title: 'Server error', detail: 'Something failed. Try again later.' },
];

const CONTENT_TYPE = { 'gatewayresponse.header.Content-Type': "'application/problem+json'" };
const RETRY_AFTER = { 'gatewayresponse.header.Retry-After': "'1'" };

/** Gives API Gateway's own errors the form of RFC 9457, so that a client reads one form whoever answers. */
export class ProblemResponses extends Construct {
  readonly responses: readonly ApiGatewayGatewayResponse[];
  /** Everything that the answers say, for the deployment's trigger. */
  readonly definition: readonly unknown[];

  constructor(scope: Construct, id: string, restApiId: string) {
    super(scope, id);
    this.definition = [PROBLEM_RESPONSES, DEFAULTS, CONTENT_TYPE, RETRY_AFTER];
    this.responses = [
      ...PROBLEM_RESPONSES.map(({ type, status, title, detail }) =>
        this.createResponse(restApiId, type, { type: 'about:blank', title, status, detail }, status),
      ),
      ...DEFAULTS.map(({ type, title, detail }) =>
        this.createResponse(restApiId, type, { type: 'about:blank', title, detail }),
      ),
    ];
  }

  private createResponse(
    restApiId: string,
    responseType: string,
    body: { readonly [name: string]: Json },
    status?: number,
  ): ApiGatewayGatewayResponse {
    return new ApiGatewayGatewayResponse(this, responseType, {
      restApiId,
      responseType,
      statusCode: status === undefined ? undefined : String(status),
      responseParameters: status === 429 ? { ...CONTENT_TYPE, ...RETRY_AFTER } : CONTENT_TYPE,
      responseTemplates: {
        'application/json': jsonExpression({ ...body, requestId: '$context.requestId' }),
      },
    });
  }
}

function problem(type: string, status: number, title: string, detail: string): ProblemResponse {
  return { type, status, title, detail };
}
