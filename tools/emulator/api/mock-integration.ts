import type { Integration, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import type { ApiResponse } from './api-response';
import { type ContextVariables, substitute } from './context-variables';
import { misconfigured } from './refusal';

/**
 * A `MOCK` integration, as the answers to CORS preflights are declared: a status from the request template, static
 * headers, and a body of text and `$context` variables. Velocity beyond that is not run.
 *
 * @throws Refusal 500 when no integration response is declared for the status
 */
export function mockResponse(integration: Integration, variables: ContextVariables): ApiResponse {
  const template = Object.values(integration.requestTemplates ?? {})[0] ?? '{"statusCode":200}';
  const status = Number(/"?statusCode"?\s*:\s*"?(\d{3})/.exec(template)?.[1] ?? 200);
  const responses = Object.values(integration.integrationResponses ?? {});
  const chosen =
    responses.find((one) => matches(one, status)) ?? responses.find((one) => !one.selectionPattern);
  if (!chosen) throw misconfigured(`no integration response for status ${status}`);
  const [type, body] = Object.entries(chosen.responseTemplates ?? {})[0] ?? ['application/json', ''];
  const headers: Record<string, string[]> = { 'content-type': [type] };
  for (const [key, expression] of Object.entries(chosen.responseParameters ?? {})) {
    const name = /^method\.response\.header\.(.+)$/.exec(key)?.[1]?.toLowerCase();
    const literal = /^'(.*)'$/s.exec(expression)?.[1];
    if (name !== undefined && literal !== undefined) headers[name] = [literal];
  }
  return {
    status: Number(chosen.statusCode ?? status),
    headers,
    body: Buffer.from(substitute(body ?? '', variables, '')),
  };
}

function matches(response: IntegrationResponse, status: number): boolean {
  return (
    Boolean(response.selectionPattern) &&
    new RegExp(`^(?:${response.selectionPattern})$`).test(String(status))
  );
}
