import type { AwsCall } from '../gateway/call';
import { header } from '../gateway/http';
import type { CallFacts } from './access-query';

/** What the permissions of a call are found from. Nothing where the service or the operation is not known. */
export function callFacts(call: AwsCall, accountId: string): CallFacts | undefined {
  const { service, operation, credentials, body, fields, request, method, path, query } = call;
  if (service === undefined || operation === undefined) return undefined;
  const text = body === undefined || fields ? '' : body.toString('utf8');
  return {
    service,
    operation,
    region: credentials?.region ?? '',
    accountId,
    method,
    path,
    query,
    header: fields ? (name) => fields.get(name) : (name) => header(request, name) ?? signed(query, name),
    input: inputOf(text, header(request, 'content-type') ?? ''),
    text,
  };
}

/** A presigned URL carries its headers as parameters, in whatever case the signer wrote them. */
function signed(query: URLSearchParams, name: string): string | undefined {
  if (!query.has('X-Amz-Signature')) return undefined;
  for (const [key, value] of query) {
    if (key.toLowerCase() === name) return value;
  }
  return undefined;
}

function inputOf(text: string, contentType: string): Readonly<Record<string, unknown>> {
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  if (!text.startsWith('{')) return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // The service will say what is wrong with it.
    return {};
  }
}
