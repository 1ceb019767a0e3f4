import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { sendAwsError } from './aws-error';
import type { AwsCall, CallGuard, CallRecord, CallRoute } from './call';
import { type CredentialScope, credentialScope } from './credential-scope';
import { UPLOAD_LIMIT_BYTES, uploadCredentials, uploadFields } from './form-upload';
import { BodyTooLargeError, closeServer, header, LOOPBACK, listen, readBody, send } from './http';
import { isForLoopback } from './loopback';
import { operationOf } from './operation';
import { Upstream } from './upstream';

/** The largest form that is read to find its `Action`. IAM's largest, a policy, is far below. */
const FORM_LIMIT_BYTES = 4 * 1024 * 1024;
/** The largest body that is passed on: more than any local upload. */
const BODY_LIMIT_BYTES = 1024 * 1024 * 1024;
/** Terraform asks for hours while it waits, but each request is short: ten minutes to send one is ample. */
const REQUEST_LIMIT_MS = 600_000;

export interface GatewayOptions {
  /** @default 0: a free port */
  readonly port?: number;
  /** Called after each answer. What it throws is swallowed. @default nothing */
  readonly onCall?: (record: CallRecord) => void;
  /** The deployed function that an access key belongs to. @default none */
  readonly functionOf?: (accessKeyId: string) => string | undefined;
  /** Whether a guard judges what that key's owner calls, so that the bodies of his calls are read. @default nobody's */
  readonly isJudged?: (accessKeyId: string) => boolean;
}

/**
 * The one address that Terraform, the AWS CLI and the functions use as `AWS_ENDPOINT_URL`. It answers by the service in
 * each call's signature: from its table, or by passing the call on to moto.
 */
export class Gateway {
  private readonly server: Server;
  private readonly routes: CallRoute[] = [];
  private readonly guards: CallGuard[] = [];
  private upstream: Upstream | undefined;
  private boundPort = 0;

  private constructor(private readonly options: GatewayOptions) {
    this.server = createServer({ maxHeaderSize: 64 * 1024, requestTimeout: REQUEST_LIMIT_MS });
    this.server.headersTimeout = 60_000;
    this.server.keepAliveTimeout = 75_000;
    this.server.maxConnections = 2048;
    this.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.answer(request, response);
    });
    // A CONNECT would tunnel anywhere: the emulator is no way out.
    this.server.on('connect', (_request, socket) => socket.destroy());
    this.server.on('upgrade', (_request, socket) => socket.destroy());
  }

  /** Binds the port. Until `forwardTo` is called, what no route answers gets a 503 that SDKs retry. */
  static async listen(options: GatewayOptions = {}): Promise<Gateway> {
    const gateway = new Gateway(options);
    gateway.boundPort = await listen(gateway.server, options.port);
    return gateway;
  }

  /** `http://127.0.0.1:PORT` */
  get endpoint(): string {
    return `http://${LOOPBACK}:${this.boundPort}`;
  }

  /** Where everything goes that no route answers. */
  forwardTo(url: string): void {
    this.upstream?.close();
    this.upstream = new Upstream(url);
  }

  /** Adds an entry to the table. Earlier entries win. */
  route(route: CallRoute): this {
    this.routes.push(route);
    return this;
  }

  /** Adds a guard, asked before any route. */
  guard(guard: CallGuard): this {
    this.guards.push(guard);
    return this;
  }

  /** Stops listening and cuts open connections. Safe to call twice. */
  async close(): Promise<void> {
    await closeServer(this.server);
    this.upstream?.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    if (!isForLoopback(request)) {
      request.resume();
      send(response, 403, { 'content-type': 'text/plain', connection: 'close' }, 'Only for this machine.\n');
      return;
    }
    let call: AwsCall | undefined;
    try {
      call = await this.understand(request);
      await this.dispatch(call, response);
    } catch (error) {
      this.refuse(request, response, call, error);
    } finally {
      this.report(call, request, response, performance.now() - started);
    }
  }

  private async understand(request: IncomingMessage): Promise<AwsCall> {
    const target = (request.url ?? '/').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '/';
    const [path = '/', search = ''] = splitOnce(target, '?');
    const query = new URLSearchParams(search);
    const method = request.method ?? 'GET';
    const contentType = header(request, 'content-type') ?? '';
    if (Number(header(request, 'content-length') ?? 0) > BODY_LIMIT_BYTES) {
      throw new BodyTooLargeError(BODY_LIMIT_BYTES);
    }
    const isUpload = method === 'POST' && contentType.startsWith('multipart/form-data');
    const signed = credentialScope(request, query);
    const upload = isUpload && !signed && isWithin(request, UPLOAD_LIMIT_BYTES);
    const isForm = contentType.startsWith('application/x-www-form-urlencoded') && signed?.service !== 's3';
    const isRead = isForm || upload || (signed !== undefined && this.needsBody(signed, request, query));
    const body = isRead ? await readBody(request, isForm ? FORM_LIMIT_BYTES : UPLOAD_LIMIT_BYTES) : undefined;
    const fields = upload && body ? uploadFields(body, contentType) : undefined;
    const credentials = signed ?? (fields && uploadCredentials(fields));
    const service = credentials?.service ?? (isUpload ? 's3' : undefined);
    const form = isForm && body ? new URLSearchParams(body.toString('utf8')) : undefined;
    const operation = operationOf({
      service: service ?? '',
      method,
      path,
      query,
      request,
      ...(form && { form }),
    });
    const functionName = credentials && this.options.functionOf?.(credentials.accessKeyId);
    return {
      service,
      operation,
      credentials,
      method,
      target,
      path,
      query,
      request,
      ...(functionName === undefined ? {} : { functionName }),
      ...(body ? { body } : {}),
      ...(fields ? { fields } : {}),
    };
  }

  /** A guard judges by what a call asks for, which most protocols say in the body; of S3 only the deletion of several. */
  private needsBody(
    { accessKeyId, service }: CredentialScope,
    request: IncomingMessage,
    query: URLSearchParams,
  ): boolean {
    if (this.options.isJudged?.(accessKeyId) !== true || !isWithin(request, UPLOAD_LIMIT_BYTES)) return false;
    return service !== 's3' || (request.method === 'POST' && query.has('delete'));
  }

  private async dispatch(call: AwsCall, response: ServerResponse): Promise<void> {
    for (const guard of this.guards) {
      if (await guard.check(call, response)) return;
    }
    const route = this.routes.find((entry) => matches(entry, call));
    if (route) {
      await route.handle(call, response);
    } else if (this.upstream) {
      await this.upstream.forward(call, response);
    } else {
      call.request.resume();
      sendAwsError(call.request, response, call.service, {
        status: 503,
        code: 'ServiceUnavailableException',
        message: 'The emulator is still starting.',
      });
    }
  }

  private refuse(
    request: IncomingMessage,
    response: ServerResponse,
    call: AwsCall | undefined,
    error: unknown,
  ): void {
    request.resume();
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const tooLarge = error instanceof BodyTooLargeError;
    sendAwsError(request, response, call?.service, {
      status: tooLarge ? 413 : 500,
      code: tooLarge ? 'RequestEntityTooLargeException' : 'InternalFailure',
      message: error instanceof Error ? error.message : String(error),
    });
  }

  private report(
    call: AwsCall | undefined,
    request: IncomingMessage,
    response: ServerResponse,
    durationMs: number,
  ): void {
    if (!this.options.onCall) return;
    const record: CallRecord = {
      service: call?.service,
      operation: call?.operation,
      credentials: call?.credentials,
      method: request.method ?? '',
      path: call?.path ?? '',
      status: response.statusCode,
      durationMs,
      ...(call?.functionName === undefined ? {} : { functionName: call.functionName }),
    };
    try {
      this.options.onCall(record);
    } catch {
      // An observer must not break the call that it observes.
    }
  }
}

/** Whether the request says how long its body is, and it is short enough to be kept. */
function isWithin(request: IncomingMessage, limitBytes: number): boolean {
  const length = header(request, 'content-length');
  return length !== undefined && Number(length) <= limitBytes;
}

function matches(route: CallRoute, call: AwsCall): boolean {
  if (route.service !== call.service) return false;
  return !route.operations || (call.operation !== undefined && route.operations.includes(call.operation));
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
