import type { Integration } from '@aws-sdk/client-api-gateway';
import type { FunctionHost, InvokeResult } from '../functions/function-host';
import { LambdaServiceError } from '../functions/service-error';
import { badGateway, misconfigured, Refusal } from './refusal';

/** REST APIs wait 29 s at most, unless the account was given more (facts.json: q-apig-to). */
const DEFAULT_TIMEOUT_MS = 29_000;

/**
 * Calls the function of a proxy integration.
 *
 * @throws Refusal 504 after the integration's time, 502 when the function failed, 500 when it cannot be called
 */
export async function callFunction(
  host: Pick<FunctionHost, 'invoke'>,
  integration: Integration,
  stageVariables: Readonly<Record<string, string>>,
  event: unknown,
  traceId: string,
): Promise<InvokeResult> {
  const functionName = functionOf(integration.uri ?? '', stageVariables);
  if (functionName === undefined)
    throw misconfigured(`no function in the integration's URI ${integration.uri}`);
  const payload = Buffer.from(JSON.stringify(event));
  const result = await withTimeout(
    host.invoke({ functionName, payload, traceId }),
    integration.timeoutInMillis ?? DEFAULT_TIMEOUT_MS,
  ).catch((error: unknown) => {
    throw error instanceof LambdaServiceError ? misconfigured(`${error.code}: ${error.message}`) : error;
  });
  if (result.functionError)
    throw badGateway(`the function failed: ${result.payload.toString('utf8', 0, 300)}`);
  return result;
}

/** `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION-ARN/invocations` */
export function functionOf(
  uri: string,
  stageVariables: Readonly<Record<string, string>>,
): string | undefined {
  const filled = uri.replace(
    /\$\{stageVariables\.(\w+)\}/g,
    (_all, name: string) => stageVariables[name] ?? '',
  );
  return /\/functions\/(.+)\/invocations$/.exec(filled)?.[1];
}

function withTimeout<T>(work: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new Refusal('INTEGRATION_TIMEOUT', 'Endpoint request timed out', 'InternalServerErrorException', {
            cause: `no answer within ${limitMs} ms`,
          }),
        ),
      limitMs,
    );
    timer.unref();
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
