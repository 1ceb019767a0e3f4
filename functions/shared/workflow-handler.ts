import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { Deadline } from './deadline';
import { invocationBindings, type Logger, loggerWith } from './logger';
import { safeMessage } from './safe-error';

/** What the work of one task has at hand. */
export interface TaskInvocation<I> {
  /** As the schema made it. */
  readonly input: I;
  readonly deadline: Deadline;
  /** Tells `depositId` in each line, where the input has one. */
  readonly log: Logger;
}

export type WorkflowHandler<O> = (event: unknown, context: Context) => Promise<O>;

/** The state machine passed what the task does not take: a defect of one of the two, which no retry mends. */
export class InvalidTaskInputError extends Error {
  override readonly name = 'InvalidTaskInputError';
}

/**
 * The frame of every handler that is a task of a state machine: a logger, a deadline, and an input that was checked.
 * The input itself is never logged: it may hold a task token.
 *
 * What the work throws is logged and thrown on by its name, which is what `Retry` and `Catch` match (`UnavailableError`,
 * `ImageMissingError`). The history of an execution keeps message and stack for 90 days, so of the message only the safe
 * part goes there, and of the stack nothing: the log has both.
 *
 * @param taskName the contract's name
 */
export function workflowHandler<I, O>(
  logger: Logger,
  taskName: string,
  inputSchema: v.GenericSchema<unknown, I>,
  work: (invocation: TaskInvocation<I>) => Promise<O>,
): WorkflowHandler<O> {
  return async (event, context) => {
    const about = invocationBindings(context);
    const startedAt = performance.now();
    try {
      const input = parseInput(taskName, inputSchema, event);
      const log = loggerWith(logger, { ...about, ...depositOf(input) });
      const output = await work({ input, deadline: Deadline.of(context), log });
      log.info({ durationMs: Math.round(performance.now() - startedAt) }, 'the task is done');
      return output;
    } catch (error) {
      logger.error({ ...about, ...depositOf(event), error }, 'the task failed');
      throw forHistory(error);
    }
  };
}

function parseInput<I>(taskName: string, inputSchema: v.GenericSchema<unknown, I>, event: unknown): I {
  const parsed = v.safeParse(inputSchema, event);
  if (parsed.success) return parsed.output;
  const members = new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the input'));
  throw new InvalidTaskInputError(`${taskName} does not take this input: ${[...members].join(', ')}`);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Only what is an id: an input that was not checked may hold anything there. */
function depositOf(input: unknown): { depositId?: string } {
  if (typeof input !== 'object' || input === null) return {};
  const { depositId } = input as { depositId?: unknown };
  return typeof depositId === 'string' && UUID.test(depositId) ? { depositId } : {};
}

function forHistory(error: unknown): Error {
  const isError = error instanceof Error;
  const safe = new Error(isError ? safeMessage(error.message) : 'something that is not an Error was thrown', {
    cause: error,
  });
  safe.name = isError ? error.name : 'Error';
  safe.stack = `${safe.name}: ${safe.message}`;
  return safe;
}
