import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { header, send } from './http';

/** An error that an AWS service answers with. */
export interface AwsError {
  readonly status: number;
  /** For example `ResourceNotFoundException`. */
  readonly code: string;
  readonly message: string;
  /** Members of the error's shape beside the message, for the JSON protocols. */
  readonly members?: Readonly<Record<string, string>>;
}

/** Answers with the error in the form of the caller's protocol, so that each SDK reads code and message from it. */
export function sendAwsError(
  request: IncomingMessage,
  response: ServerResponse,
  service: string | undefined,
  error: AwsError,
): void {
  const requestId = randomUUID();
  const json = isJson(request, service);
  const body = json
    ? JSON.stringify({ __type: error.code, message: error.message, ...error.members })
    : xmlBody(service, error, requestId);
  send(
    response,
    error.status,
    {
      'content-type': json ? 'application/json' : 'text/xml',
      'x-amzn-requestid': requestId,
      ...(json ? { 'x-amzn-errortype': error.code } : {}),
    },
    request.method === 'HEAD' ? '' : body,
  );
}

/** Services whose REST protocol carries JSON. The others speak XML or the Query protocol. */
const REST_JSON = new Set([
  'lambda',
  'rds-data',
  'apigateway',
  'execute-api',
  'scheduler',
  'xray',
  'pipes',
  'schemas',
]);

function isJson(request: IncomingMessage, service: string | undefined): boolean {
  if (header(request, 'x-amz-target') !== undefined) return true;
  if (service !== undefined && REST_JSON.has(service)) return true;
  return (header(request, 'content-type') ?? '').includes('json');
}

function xmlBody(service: string | undefined, error: AwsError, requestId: string): string {
  const code = escapeXml(error.code);
  const message = escapeXml(error.message);
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (service === 's3') {
    const content = `<Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId>`;
    return `${declaration}<Error>${content}</Error>`;
  }
  if (service === 'ec2') {
    const errors = `<Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors>`;
    return `${declaration}<Response>${errors}<RequestID>${requestId}</RequestID></Response>`;
  }
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  const content = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return `${declaration}<ErrorResponse>${content}<RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
