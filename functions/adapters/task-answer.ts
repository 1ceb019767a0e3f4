import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { GivenAnswer } from '../deposits/clearing/approval';
import type { Delivery, TaskAnswers } from '../deposits/clearing/ports';
import type { Deadline } from '../shared/deadline';
import { UnavailableError } from '../shared/errors';
import { retry } from '../shared/retry';
import { CLIENT_DEFAULTS } from './client-defaults';
import { isTransient } from './transient';

const sfnClient = new SFNClient(CLIENT_DEFAULTS);

/**
 * `TaskTimedOut` is said of a token that ran out and equally of one whose task was closed, by whatever closed it;
 * `TaskDoesNotExist` of one whose task is gone.
 */
const CLOSED: ReadonlySet<string> = new Set(['TaskTimedOut', 'TaskDoesNotExist']);

/** Step Functions refused the answer for a reason of its own. Its words may repeat the token, and stay out of this error. */
export class AnswerRefusedError extends Error {
  override readonly name = 'AnswerRefusedError';

  constructor(reason: string) {
    super(`Step Functions did not take the answer: ${reason}`);
  }
}

/** Ends the task that waits for a person, with the answer as its result. */
export class StepFunctionsTaskAnswers implements TaskAnswers {
  constructor(private readonly deadline: Deadline) {}

  /** @throws UnavailableError when Step Functions does not answer in time: the answer may have arrived or not */
  async deliver(taskToken: string, { outcome, by }: GivenAnswer): Promise<Delivery> {
    const output = JSON.stringify({ approval: outcome, by });
    let attempts = 0;
    try {
      await retry(
        (abortSignal) => {
          attempts += 1;
          return sfnClient.send(new SendTaskSuccessCommand({ taskToken, output }), { abortSignal });
        },
        { deadline: this.deadline, dependency: 'Step Functions', isTransient, attemptMillis: 3000 },
      );
      return 'delivered';
    } catch (error) {
      if (error instanceof UnavailableError) throw error;
      const name = error instanceof Error ? error.name : typeof error;
      if (!CLOSED.has(name)) throw new AnswerRefusedError(name);
      return attempts > 1 ? 'unclear' : 'closed';
    }
  }
}
