import type { ServerResponse } from 'node:http';
import type { FunctionHost, InvokeRequest } from '../functions/function-host';
import { LambdaServiceError } from '../functions/service-error';
import { sendAwsError } from './aws-error';
import type { AwsCall, CallGuard, CallRoute } from './call';
import { BodyTooLargeError, header, readBody, send } from './http';

/** Above Lambda's own 6 MB, so that the function host gives the error that Lambda gives. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

/** `Invoke` and `InvokeAsync` go to the function host; what else Lambda offers goes upstream. */
export function lambdaRoute(host: FunctionHost): CallRoute {
  return {
    service: 'lambda',
    operations: ['Invoke', 'InvokeAsync'],
    handle: async (call, response) => {
      try {
        await invoke(host, call, response);
      } catch (error) {
        call.request.resume();
        sendAwsError(call.request, response, 'lambda', asServiceError(error));
      }
    },
  };
}

/** Tells the function host about each change that is deployed, so that it never runs what was replaced. */
export function deploymentWatch(host: FunctionHost): CallGuard {
  return {
    check: async (call, response) => {
      const changes =
        call.service === 'lambda' && call.method !== 'GET' && !call.operation?.startsWith('Invoke');
      if (changes) response.once('finish', () => host.forget());
      return false;
    },
  };
}

async function invoke(host: FunctionHost, call: AwsCall, response: ServerResponse): Promise<void> {
  const functionName = decodeURIComponent(/\/functions\/([^/]+)\//.exec(call.path)?.[1] ?? '');
  const qualifier = call.query.get('Qualifier') ?? undefined;
  const clientContext = header(call.request, 'x-amz-client-context');
  const traceId = header(call.request, 'x-amzn-trace-id');
  const payload = await readBody(call.request, BODY_LIMIT_BYTES);
  const result = await host.invoke({
    functionName,
    payload,
    type: invocationType(call),
    ...(call.credentials?.region ? { region: call.credentials.region } : {}),
    ...(qualifier === undefined ? {} : { qualifier }),
    ...(clientContext === undefined ? {} : { clientContext }),
    ...(traceId === undefined ? {} : { traceId }),
  });
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-amzn-requestid': result.requestId,
  };
  if (result.status === 200) headers['x-amz-executed-version'] = result.executedVersion;
  if (result.functionError) headers['x-amz-function-error'] = result.functionError;
  if (result.status === 200 && header(call.request, 'x-amz-log-type') === 'Tail') {
    headers['x-amz-log-result'] = Buffer.from(result.logTail).toString('base64');
  }
  send(response, result.status, headers, result.payload);
}

function invocationType(call: AwsCall): NonNullable<InvokeRequest['type']> {
  if (call.operation === 'InvokeAsync') return 'Event';
  const type = header(call.request, 'x-amz-invocation-type') ?? 'RequestResponse';
  if (type === 'RequestResponse' || type === 'Event' || type === 'DryRun') return type;
  throw new LambdaServiceError(
    400,
    'ValidationException',
    `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: ` +
      'Member must satisfy enum value set: [Event, RequestResponse, DryRun]',
  );
}

function asServiceError(error: unknown): LambdaServiceError {
  if (error instanceof LambdaServiceError) return error;
  if (error instanceof BodyTooLargeError) {
    return new LambdaServiceError(
      413,
      'RequestTooLargeException',
      'Request must be smaller than 6291556 bytes for the InvokeFunction operation',
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  return new LambdaServiceError(500, 'ServiceException', message, { Type: 'Service' });
}
