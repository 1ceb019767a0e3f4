import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ServicePermissions } from '../enforcement/service-permissions';
import type { FunctionHost } from '../functions/function-host';
import type { CredentialRegistry } from '../gateway/credential-registry';
import { BodyTooLargeError, closeServer, LOOPBACK, listen, readBody, send } from '../gateway/http';
import { isForLoopback } from '../gateway/loopback';
import { type AccessLogLine, accessLogLine } from './access-log';
import { type ApiRequest, type Caller, readApiRequest } from './api-request';
import { type ApiResponse, proxyResponse } from './api-response';
import { type ContextInput, contextVariables } from './context-variables';
import { type ApiMethod, type DeployedApi, type ReadApiOptions, readDeployedApi } from './deployed-api';
import { gatewayResponse } from './gateway-responses';
import { callFunction, functionOf } from './lambda-integration';
import { mockResponse } from './mock-integration';
import { proxyEvent } from './proxy-event';
import { misconfigured, Refusal } from './refusal';
import { RequestValidation } from './request-validation';
import { type RouteMatch, RouteTable } from './route-table';
import { verifySignature } from './signature';
import { TokenBucket } from './throttle';

/** API Gateway's limit for a request (facts.json: q-apig-pay). */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

export interface ApiServerOptions extends ReadApiOptions {
  readonly registry: CredentialRegistry;
  readonly functionHost: Pick<FunctionHost, 'invoke'>;
  /** Asked before a function is invoked. @default it may be */
  readonly permissions?: ServicePermissions;
  /** @default 0: a free port */
  readonly port?: number;
  /** Called with each access-log line. @default nothing */
  readonly onAccessLog?: (line: AccessLogLine) => void;
}

/** Everything that follows from one reading of the API. */
interface Loaded {
  readonly api: DeployedApi;
  readonly routes: RouteTable;
  readonly validation: RequestValidation;
  readonly buckets: Map<ApiMethod, TokenBucket>;
}

/** What happened to one request, for the access log. */
type Progress = { -readonly [Key in 'route' | 'caller' | 'integration' | 'refusal']?: ContextInput[Key] };

/** Serves a deployed REST API on localhost, under `/` and under `/<stage>/`. */
export class ApiServer {
  private readonly server: Server;
  private loaded: Promise<Loaded>;
  private port = 0;

  private constructor(
    private readonly options: ApiServerOptions,
    private readonly restApiId: string,
    private readonly stage: string,
  ) {
    this.loaded = this.load();
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.requestTimeout = 60_000;
    this.server.maxConnections = 1024;
  }

  /** @throws NotFoundException of the SDK when there is no such API or stage */
  static async start(options: ApiServerOptions, restApiId: string, stage: string): Promise<ApiServer> {
    const server = new ApiServer(options, restApiId, stage);
    await server.loaded;
    server.port = await listen(server.server, options.port);
    return server;
  }

  /** `http://127.0.0.1:PORT/<stage>`, the form of a deployed invoke URL. */
  get url(): string {
    return `http://${LOOPBACK}:${this.port}/${this.stage}`;
  }

  /** The API was changed: the next request reads it again. What cannot be read leaves the old one in force. */
  refresh(): void {
    const before = this.loaded;
    this.loaded = this.load().catch(() => before);
  }

  close(): Promise<void> {
    return closeServer(this.server);
  }

  private async load(): Promise<Loaded> {
    const api = await readDeployedApi(this.options, this.restApiId, this.stage);
    return {
      api,
      routes: new RouteTable(api.methods),
      validation: new RequestValidation(api),
      buckets: new Map(
        api.methods.flatMap((method) =>
          method.throttle ? [[method, new TokenBucket(method.throttle)]] : [],
        ),
      ),
    };
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (!isForLoopback(incoming)) {
      incoming.resume();
      send(outgoing, 403, { 'content-type': 'text/plain', connection: 'close' }, 'Only for this machine.\n');
      return;
    }
    const loaded = await this.loaded;
    let body = Buffer.alloc(0);
    let early: unknown;
    try {
      body = Buffer.from(await readBody(incoming, BODY_LIMIT_BYTES));
    } catch (error) {
      early = error;
    }
    const request = readApiRequest(incoming, body, this.stage);
    const progress: Progress = {};
    let response: ApiResponse;
    try {
      if (early) throw early;
      response = await this.serve(loaded, request, progress);
    } catch (error) {
      progress.refusal = asRefusal(error);
      const variables = contextVariables({ api: loaded.api, request, ...progress });
      response = gatewayResponse(loaded.api, request, progress.refusal, variables);
    }
    const own = {
      'x-amzn-requestid': request.requestId,
      'x-amz-apigw-id': request.extendedRequestId,
      'x-amzn-trace-id': request.traceId,
    };
    const isHead = request.httpMethod === 'HEAD';
    send(outgoing, response.status, { ...own, ...response.headers }, isHead ? '' : response.body);
    this.log(loaded.api, request, progress, response);
  }

  private async serve(loaded: Loaded, request: ApiRequest, progress: Progress): Promise<ApiResponse> {
    const route = loaded.routes.find(request.httpMethod, request.path);
    if (!route) throw notThere();
    progress.route = route;
    if (loaded.buckets.get(route.method)?.take() === false) {
      throw new Refusal('THROTTLED', 'Too Many Requests', 'TooManyRequestsException');
    }
    progress.caller = await this.authorize(request, route.method);
    loaded.validation.check(request, route.method, route.pathParameters);
    return this.integrate(loaded.api, request, route, progress.caller, progress);
  }

  private async authorize(request: ApiRequest, method: ApiMethod): Promise<Caller | undefined> {
    if (method.authorization === 'NONE') return undefined;
    if (method.authorization === 'AWS_IAM') {
      return verifySignature(request, this.options.registry, this.options.region);
    }
    throw new Refusal(
      'AUTHORIZER_CONFIGURATION_ERROR',
      'Internal server error',
      'InternalServerErrorException',
      {
        cause: `authorization ${method.authorization} is not emulated`,
      },
    );
  }

  /** API Gateway invokes in its own name, as the function's policy admits it. @throws Refusal 500 */
  private async checkPermission(api: DeployedApi, { method }: RouteMatch): Promise<void> {
    const { permissions, region } = this.options;
    const resource = functionOf(method.integration?.uri ?? '', api.stageVariables);
    if (!permissions || resource === undefined) return;
    const account = resource.split(':')[4] ?? '';
    const refused = await permissions.asService({
      service: 'apigateway.amazonaws.com',
      sourceArn: `arn:aws:execute-api:${region}:${account}:${api.id}/${api.stage}/${method.httpMethod}${method.resourcePath}`,
      action: 'lambda:InvokeFunction',
      resource,
    });
    if (refused !== undefined) throw misconfigured(`Invalid permissions on Lambda function: ${refused}`);
  }

  private async integrate(
    api: DeployedApi,
    request: ApiRequest,
    route: RouteMatch,
    caller: Caller | undefined,
    progress: Progress,
  ): Promise<ApiResponse> {
    const { integration } = route.method;
    if (integration?.type === 'MOCK') {
      return mockResponse(integration, contextVariables({ api, request, route, caller }));
    }
    if (integration?.type !== 'AWS_PROXY') {
      throw misconfigured(`an integration of type ${integration?.type ?? 'none'} is not emulated`);
    }
    const started = Date.now();
    try {
      const event = proxyEvent(api, request, route, caller);
      const { functionHost } = this.options;
      await this.checkPermission(api, route);
      const result = await callFunction(
        functionHost,
        integration,
        api.stageVariables,
        event,
        request.traceId,
      );
      progress.integration = { latencyMs: Date.now() - started, status: 200, requestId: result.requestId };
      return proxyResponse(api, request, result.payload);
    } catch (error) {
      progress.integration ??= { latencyMs: Date.now() - started };
      throw error;
    }
  }

  private log(api: DeployedApi, request: ApiRequest, progress: Progress, response: ApiResponse): void {
    const { status } = response;
    const variables = contextVariables({
      api,
      request,
      ...progress,
      status,
      responseBytes: response.body.length,
    });
    const line = accessLogLine(api, variables);
    if (!line) return;
    try {
      this.options.onAccessLog?.(line);
    } catch {
      // An observer must not break what it observes.
    }
  }
}

/** What API Gateway says for a path or method that it does not have. */
function notThere(): Refusal {
  return new Refusal(
    'MISSING_AUTHENTICATION_TOKEN',
    'Missing Authentication Token',
    'MissingAuthenticationTokenException',
  );
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof BodyTooLargeError) {
    return new Refusal('REQUEST_TOO_LARGE', 'Request Too Long', 'RequestEntityTooLargeException');
  }
  const cause = error instanceof Error ? error.message : String(error);
  return new Refusal('DEFAULT_5XX', 'Internal server error', 'InternalServerErrorException', { cause });
}
