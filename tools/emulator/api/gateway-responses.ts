import { type ApiRequest, headerOf, mediaType } from './api-request';
import type { ApiResponse } from './api-response';
import { type ContextVariables, substitute } from './context-variables';
import type { DeployedApi, GatewayResponseSettings } from './deployed-api';
import type { Refusal } from './refusal';

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

/** API Gateway's own answer, as the API's gateway responses have it: by type, then by class, then the default form. */
export function gatewayResponse(
  api: DeployedApi,
  request: ApiRequest,
  refusal: Refusal,
  variables: ContextVariables,
): ApiResponse {
  const settings =
    api.gatewayResponses[refusal.type] ??
    api.gatewayResponses[refusal.status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX'];
  const [type, template] = chooseTemplate(settings, request);
  const isOwn = api.gatewayResponses[refusal.type] !== undefined;
  return {
    status: (isOwn ? settings?.status : undefined) ?? refusal.status,
    headers: {
      'content-type': [type],
      'x-amzn-errortype': [refusal.errorType],
      ...declaredHeaders(settings, request, variables),
    },
    body: Buffer.from(substitute(template, variables, '')),
  };
}

function chooseTemplate(
  settings: GatewayResponseSettings | undefined,
  request: ApiRequest,
): readonly [type: string, template: string] {
  const templates = Object.entries(settings?.templates ?? {});
  const accepted = mediaType((headerOf(request, 'accept') ?? '').split(',')[0]);
  const wanted = templates.find(([type]) => type === accepted);
  return wanted ?? templates[0] ?? (['application/json', DEFAULT_TEMPLATE] as const);
}

/** `gatewayresponse.header.X: 'text'`, or the value of `method.request.header.Y`, or of a `context` variable. */
function declaredHeaders(
  settings: GatewayResponseSettings | undefined,
  request: ApiRequest,
  variables: ContextVariables,
): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const [key, expression] of Object.entries(settings?.headers ?? {})) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(key)?.[1]?.toLowerCase();
    const value = evaluate(expression, request, variables);
    if (name !== undefined && value !== undefined) headers[name] = [value];
  }
  return headers;
}

function evaluate(expression: string, request: ApiRequest, variables: ContextVariables): string | undefined {
  const literal = /^'(.*)'$/s.exec(expression)?.[1];
  if (literal !== undefined) return literal;
  const fromHeader = /^method\.request\.header\.(.+)$/.exec(expression)?.[1];
  if (fromHeader !== undefined) return headerOf(request, fromHeader);
  const fromQuery = /^method\.request\.querystring\.(.+)$/.exec(expression)?.[1];
  if (fromQuery !== undefined) return request.query.get(fromQuery) ?? undefined;
  const variable = /^context\.(.+)$/.exec(expression)?.[1];
  const value = variable === undefined ? undefined : variables[variable];
  return value === undefined ? undefined : String(value);
}
