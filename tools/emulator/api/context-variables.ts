import { EMULATOR_ACCOUNT_ID } from '../gateway/credential-registry';
import { type ApiRequest, type Caller, headerOf } from './api-request';
import type { DeployedApi } from './deployed-api';
import { commonLogTime } from './proxy-event';
import type { Refusal } from './refusal';
import type { RouteMatch } from './route-table';

/** What is known about a request when a template is written. */
export interface ContextInput {
  readonly api: DeployedApi;
  readonly request: ApiRequest;
  readonly route?: RouteMatch | undefined;
  readonly caller?: Caller | undefined;
  readonly refusal?: Refusal | undefined;
  readonly status?: number;
  readonly responseBytes?: number;
  readonly integration?:
    | { readonly latencyMs: number; readonly status?: number; readonly requestId?: string }
    | undefined;
}

export type ContextVariables = Readonly<Record<string, string | number | undefined>>;

/** The `$context` variables of gateway responses and access logs, by name. */
export function contextVariables(input: ContextInput): ContextVariables {
  const { api, request, route, caller, refusal, integration } = input;
  const principal = caller?.principal;
  return {
    accountId: EMULATOR_ACCOUNT_ID,
    apiId: api.id,
    awsEndpointRequestId: integration?.requestId,
    domainName: headerOf(request, 'host'),
    domainPrefix: api.id,
    extendedRequestId: request.extendedRequestId,
    httpMethod: request.httpMethod,
    path: `/${api.stage}${request.path}`,
    protocol: request.protocol,
    requestId: request.requestId,
    requestTime: commonLogTime(request.receivedMs),
    requestTimeEpoch: request.receivedMs,
    resourceId: route?.method.resourceId,
    resourcePath: route?.method.resourcePath,
    stage: api.stage,
    status: input.status,
    responseLatency: Date.now() - request.receivedMs,
    responseLength: input.responseBytes,
    xrayTraceId: request.traceId.replace('Root=', ''),
    'identity.accessKey': caller?.accessKeyId,
    'identity.accountId': principal?.accountId,
    'identity.caller': principal?.userId,
    'identity.sourceIp': request.sourceIp,
    'identity.user': principal?.userId,
    'identity.userAgent': headerOf(request, 'user-agent'),
    'identity.userArn': principal?.arn,
    'error.message': refusal?.message,
    'error.messageString': refusal && JSON.stringify(refusal.message),
    'error.responseType': refusal?.type,
    'error.validationErrorString': refusal?.details.validationError,
    'integration.error': refusal?.details.cause,
    'integration.integrationStatus': integration?.status,
    'integration.latency': integration?.latencyMs,
    'integration.requestId': integration?.requestId,
    'integration.status': integration?.status,
    integrationErrorMessage: refusal?.details.cause,
    integrationLatency: integration?.latencyMs,
    integrationStatus: integration?.status,
  };
}

/**
 * Writes the variables into a template.
 *
 * @param missing what stands for a variable without value: `-` in an access log, nothing in a gateway response
 */
export function substitute(template: string, variables: ContextVariables, missing: string): string {
  return template.replace(/\$context\.([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)/g, (_all, name: string) =>
    String(variables[name] ?? missing),
  );
}
