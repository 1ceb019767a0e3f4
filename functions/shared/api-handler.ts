import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { Deadline } from './deadline';
import { HttpRequest } from './http';
import { invocationLogger, type Logger } from './logger';
import { problemResponse } from './problem';

/** What the work on one request has at hand. */
export interface ApiInvocation {
  readonly request: HttpRequest;
  readonly deadline: Deadline;
  readonly log: Logger;
}

export type ApiHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * The frame of every handler behind the API: a logger and a deadline for the invocation, and an answer whatever happens.
 * The event itself is never logged.
 */
export function apiHandler(
  logger: Logger,
  work: (invocation: ApiInvocation) => Promise<APIGatewayProxyResult>,
): ApiHandler {
  return async (event, context) => {
    const log = invocationLogger(logger, context);
    const startedAt = performance.now();
    const result = await answer(event, context, log, work);
    const durationMs = Math.round(performance.now() - startedAt);
    log.info({ status: result.statusCode, durationMs }, 'answered');
    return result;
  };
}

async function answer(
  event: APIGatewayProxyEvent,
  context: Context,
  log: Logger,
  work: (invocation: ApiInvocation) => Promise<APIGatewayProxyResult>,
): Promise<APIGatewayProxyResult> {
  try {
    return await work({ request: new HttpRequest(event), deadline: Deadline.of(context), log });
  } catch (error) {
    const result = problemResponse(error, context.awsRequestId);
    if (result.statusCode >= 500) log.error({ error }, 'the request failed');
    else log.info({ error }, 'the request was refused');
    return result;
  }
}
