import type { Context } from 'aws-lambda';
import { Deadline } from './deadline';
import { invocationLogger, type Logger } from './logger';

/** What the work of one scheduled run has at hand. */
export interface ScheduledInvocation {
  readonly deadline: Deadline;
  readonly log: Logger;
}

export type ScheduleHandler<Answer> = (event: unknown, context: Context) => Promise<Answer>;

/**
 * The frame of every handler that a schedule calls. The event says only that it is time: it is neither read nor logged.
 * An error is logged and thrown again, so that Lambda counts it and the scheduler tries once more.
 */
export function scheduleHandler<Answer>(
  logger: Logger,
  work: (invocation: ScheduledInvocation) => Promise<Answer>,
): ScheduleHandler<Answer> {
  return async (_event, context) => {
    const log = invocationLogger(logger, context);
    const startedAt = performance.now();
    const durationMs = () => Math.round(performance.now() - startedAt);
    try {
      const answer = await work({ deadline: Deadline.of(context), log });
      log.info({ durationMs: durationMs() }, 'the scheduled run ended');
      return answer;
    } catch (error) {
      log.error({ error, durationMs: durationMs() }, 'the scheduled run failed');
      throw error;
    }
  };
}
