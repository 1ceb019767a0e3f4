import type { FunctionHost, InvokeResult } from '../functions/function-host';
import { LambdaServiceError } from '../functions/service-error';
import { isObject, type Json } from './language/json';
import type { TaskCall } from './language/run';
import { runtimeError, StatesError } from './language/states-error';

const OPTIMISED = 'arn:aws:states:::lambda:invoke';

/**
 * Does the work of a Task state whose resource is a function: `arn:aws:states:::lambda:invoke`, or a function's own ARN.
 *
 * @throws StatesError a function's error by its `errorType`; one of the service as `Lambda.<code>`; States.Runtime for a
 *   resource that is not emulated
 */
export async function invokeFunction(host: Pick<FunctionHost, 'invoke'>, call: TaskCall): Promise<Json> {
  if (/^arn:[\w-]+:lambda:/.test(call.resource)) {
    const result = await invoke(host, { FunctionName: call.resource, Payload: call.input }, call.region);
    return parse(result.payload);
  }
  if (call.resource !== OPTIMISED) {
    throw runtimeError(`The resource ${call.resource} is not emulated; ${OPTIMISED} is`);
  }
  const result = await invoke(host, call.input, call.region);
  return {
    ...(result.status === 200 ? { ExecutedVersion: result.executedVersion } : {}),
    Payload: parse(result.payload),
    SdkHttpMetadata: { HttpStatusCode: result.status },
    SdkResponseMetadata: { RequestId: result.requestId },
    StatusCode: result.status,
  };
}

async function invoke(
  host: Pick<FunctionHost, 'invoke'>,
  parameters: Json,
  region: string,
): Promise<InvokeResult> {
  const { FunctionName, Qualifier, Payload, InvocationType } = isObject(parameters) ? parameters : {};
  if (typeof FunctionName !== 'string') throw runtimeError('FunctionName is missing in Parameters');
  const result = await asStatesErrors(() =>
    host.invoke({
      functionName: FunctionName,
      region,
      payload: Buffer.from(JSON.stringify(Payload ?? {})),
      ...(typeof Qualifier === 'string' ? { qualifier: Qualifier } : {}),
      ...(InvocationType === 'Event' || InvocationType === 'DryRun' ? { type: InvocationType } : {}),
    }),
  );
  if (result.functionError !== undefined) throw functionError(result.payload);
  return result;
}

async function asStatesErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LambdaServiceError) throw new StatesError(`Lambda.${error.code}`, error.message);
    const reason = error instanceof Error ? error.message : String(error);
    throw new StatesError('Lambda.SdkClientException', reason);
  }
}

/** The function's error document: its type names the error, the whole of it is the cause. */
function functionError(payload: Buffer): StatesError {
  const document = parse(payload);
  const type = isObject(document) ? document['errorType'] : undefined;
  return new StatesError(
    typeof type === 'string' && type ? type : 'Lambda.Unknown',
    payload.toString('utf8'),
  );
}

function parse(payload: Buffer): Json {
  if (payload.length === 0) return {};
  try {
    return JSON.parse(payload.toString('utf8')) as Json;
  } catch {
    return payload.toString('utf8');
  }
}
