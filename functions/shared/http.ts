import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { RequestError } from './errors';

/** A request of the API, apart from API Gateway's event. */
export class HttpRequest {
  private readonly headers: ReadonlyMap<string, string>;

  constructor(private readonly event: APIGatewayProxyEvent) {
    this.headers = new Map(
      Object.entries(event.headers ?? {}).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
      ),
    );
  }

  /** The header's value, whatever the capitals of its name. Nothing when it is missing or empty. */
  header(name: string): string | undefined {
    return this.headers.get(name.toLowerCase())?.trim() || undefined;
  }

  /** @throws RequestError 400 when the path has no such parameter */
  pathParameter(name: string): string {
    const value = this.event.pathParameters?.[name];
    if (!value) {
      throw new RequestError(400, 'missing-parameter', 'Missing parameter', `The path lacks "${name}".`);
    }
    return value;
  }

  /**
   * Who signed the request, as API Gateway's IAM authorization found it. The sessions of a role are one caller: a client
   * that runs in many places, or starts anew, is still the one that submitted.
   *
   * @throws RequestError 403 when the request was not signed
   */
  caller(): string {
    const arn = this.event.requestContext?.identity?.userArn;
    if (!arn) {
      throw new RequestError(
        403,
        'not-signed',
        'Forbidden',
        'The request must be signed with AWS Signature Version 4.',
      );
    }
    const session = /^(arn:[^:]+:sts::[0-9]+:assumed-role\/[^/]+)\/.+$/.exec(arn);
    return session?.[1] ?? arn;
  }

  /**
   * The body as JSON.
   *
   * @throws RequestError 415 for another content type, 413 for a body above the limit, 400 for what is not JSON
   */
  json(options: { readonly maxBytes: number }): unknown {
    const type = this.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json') {
      throw new RequestError(
        415,
        'unsupported-media-type',
        'Unsupported media type',
        'The body must have the content type application/json.',
      );
    }
    const text = this.text(options.maxBytes);
    try {
      return JSON.parse(text);
    } catch {
      throw new RequestError(400, 'malformed-json', 'Malformed JSON', 'The body is not valid JSON in UTF-8.');
    }
  }

  private text(maxBytes: number): string {
    const { body, isBase64Encoded } = this.event;
    if (!body) throw new RequestError(400, 'missing-body', 'Missing body', 'The request has no body.');
    const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
    if (bytes.byteLength > maxBytes) {
      throw new RequestError(413, 'too-large', 'Too large', `The body must have at most ${maxBytes} bytes.`);
    }
    return bytes.toString('utf8');
  }
}

/** A JSON answer. Nothing of this API may be kept by a cache on the way. */
export function jsonResponse(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}
