import type { APIGatewayProxyEvent } from 'aws-lambda';
import { EMULATOR_ACCOUNT_ID } from '../gateway/credential-registry';
import { type ApiRequest, type Caller, headerOf, mediaType } from './api-request';
import type { DeployedApi } from './deployed-api';
import type { RouteMatch } from './route-table';

/** The event of a Lambda proxy integration (payload format 1.0), complete. */
export function proxyEvent(
  api: DeployedApi,
  request: ApiRequest,
  route: RouteMatch,
  caller: Caller | undefined,
): APIGatewayProxyEvent {
  const headers = eventHeaders(request, caller);
  const query = [...new Set(request.query.keys())].map((name) => [name, request.query.getAll(name)] as const);
  const { body, isBase64Encoded } = eventBody(api, request);
  return {
    resource: route.method.resourcePath,
    path: request.path,
    httpMethod: request.httpMethod,
    headers: lastValues(headers),
    multiValueHeaders: Object.fromEntries(headers.map(([name, values]) => [name, [...values]])),
    queryStringParameters: query.length === 0 ? null : lastValues(query),
    multiValueQueryStringParameters:
      query.length === 0 ? null : Object.fromEntries(query.map(([name, values]) => [name, [...values]])),
    pathParameters: emptyAsNull(route.pathParameters),
    stageVariables: emptyAsNull(api.stageVariables),
    requestContext: requestContext(api, request, route, caller),
    body,
    isBase64Encoded,
  };
}

function requestContext(
  api: DeployedApi,
  request: ApiRequest,
  { method }: RouteMatch,
  caller: Caller | undefined,
): APIGatewayProxyEvent['requestContext'] {
  const principal = caller?.principal;
  return {
    accountId: EMULATOR_ACCOUNT_ID,
    apiId: api.id,
    // No authorizer ran. The declared type has no room for its absence, which is what API Gateway sends.
    authorizer: undefined as never,
    domainName: headerOf(request, 'host') ?? '',
    domainPrefix: api.id,
    extendedRequestId: request.extendedRequestId,
    httpMethod: request.httpMethod,
    identity: {
      accessKey: caller?.accessKeyId ?? null,
      accountId: principal?.accountId ?? null,
      apiKey: null,
      apiKeyId: null,
      caller: principal?.userId ?? null,
      clientCert: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.sourceIp,
      user: principal?.userId ?? null,
      userAgent: headerOf(request, 'user-agent') ?? null,
      userArn: principal?.arn ?? null,
    },
    path: `/${api.stage}${request.path === '/' ? '' : request.path}`,
    protocol: request.protocol,
    requestId: request.requestId,
    requestTime: commonLogTime(request.receivedMs),
    requestTimeEpoch: request.receivedMs,
    resourceId: method.resourceId,
    resourcePath: method.resourcePath,
    stage: api.stage,
    ...(method.operationName ? { operationName: method.operationName } : {}),
  };
}

/** `09/Apr/2026:12:34:56 +0000` */
export function commonLogTime(milliseconds: number): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(milliseconds).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

type HeaderEntry = readonly [name: string, values: readonly string[]];

/** The caller's headers and those that API Gateway adds. A signature that it has verified is not passed on. */
function eventHeaders(request: ApiRequest, caller: Caller | undefined): HeaderEntry[] {
  const hidden = new Set([
    'connection',
    'keep-alive',
    'transfer-encoding',
    ...(caller ? ['authorization'] : []),
  ]);
  const added: Record<string, string> = {
    'X-Amzn-Trace-Id': request.traceId,
    'X-Forwarded-For': request.sourceIp,
    'X-Forwarded-Port': (headerOf(request, 'host') ?? '').split(':')[1] ?? '80',
    'X-Forwarded-Proto': 'http',
  };
  const replaced = new Set(Object.keys(added).map((name) => name.toLowerCase()));
  const sent = Object.entries(request.headers).filter(
    ([name]) => !hidden.has(name.toLowerCase()) && !replaced.has(name.toLowerCase()),
  );
  return [...sent, ...Object.entries(added).map(([name, value]): HeaderEntry => [name, [value]])];
}

/** Text, or base 64 where the API declares the content type as binary. */
function eventBody(api: DeployedApi, request: ApiRequest): { body: string | null; isBase64Encoded: boolean } {
  if (request.body.length === 0) return { body: null, isBase64Encoded: false };
  const isBinary = isBinaryType(api.binaryMediaTypes, mediaType(headerOf(request, 'content-type')));
  return { body: request.body.toString(isBinary ? 'base64' : 'utf8'), isBase64Encoded: isBinary };
}

export function isBinaryType(binaryMediaTypes: readonly string[], type: string): boolean {
  const [family = ''] = type.split('/');
  return binaryMediaTypes.some(
    (one) => one === '*/*' || one === type || (type !== '' && one === `${family}/*`),
  );
}

function lastValues(entries: readonly HeaderEntry[]): Record<string, string> {
  return Object.fromEntries(entries.map(([name, values]) => [name, values.at(-1) ?? '']));
}

function emptyAsNull(values: Readonly<Record<string, string>>): Record<string, string> | null {
  return Object.keys(values).length === 0 ? null : { ...values };
}
