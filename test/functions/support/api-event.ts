import type { APIGatewayProxyEvent, Context } from 'aws-lambda';

/** An event of API Gateway with the parts that handlers may read. */
export function apiEvent(parts: {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly userArn?: string | null;
  readonly isBase64Encoded?: boolean;
}): APIGatewayProxyEvent {
  const { body, headers = {}, pathParameters = null, userArn = USER_ARN } = parts;
  return {
    body: body === undefined || typeof body === 'string' ? (body ?? null) : JSON.stringify(body),
    headers: { ...headers },
    isBase64Encoded: parts.isBase64Encoded ?? false,
    pathParameters: pathParameters && { ...pathParameters },
    requestContext: { identity: { userArn } },
  } as unknown as APIGatewayProxyEvent;
}

export const USER_ARN = 'arn:aws:sts::123456789012:assumed-role/deposits-client/session-1';

export function lambdaContext(remainingMillis = 10_000): Context {
  return {
    awsRequestId: '6f9d6b8e-0000-4000-8000-000000000001',
    getRemainingTimeInMillis: () => remainingMillis,
  } as unknown as Context;
}

/** Collects what is written to standard output while the work runs. */
export async function captureLog<T>(work: () => Promise<T>): Promise<{ result: T; log: string }> {
  const lines: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  try {
    return { result: await work(), log: lines.join('') };
  } finally {
    spy.mockRestore();
  }
}
