import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import { CLIENT_DEFAULTS } from './client-defaults';
import { isTransient } from './transient';

const sfnClient = new SFNClient(CLIENT_DEFAULTS);

/** Step Functions' own words for: not now. */
const TRANSIENT_NAMES: ReadonlySet<string> = new Set(['ExecutionLimitExceeded', 'KmsThrottlingException']);

/** Starts executions of one state machine (AWS Step Functions, Standard). */
export class WorkflowStarter {
  constructor(
    private readonly stateMachineArn: string,
    private readonly deadline: Deadline,
  ) {}

  /**
   * Starts the execution of that name, once: while it runs, and for 90 days after its end, the name is taken, and a
   * further start with the same input changes nothing.
   *
   * @param name up to 80 letters, digits, dashes and underscores
   * @returns whether the name was free or its execution runs, as opposed to one that has ended
   * @throws UnavailableError when Step Functions does not take it in time
   */
  start(name: string, input: Readonly<Record<string, unknown>>): Promise<'running' | 'ended-before'> {
    return retry(
      async (abortSignal) => {
        try {
          await sfnClient.send(
            new StartExecutionCommand({
              stateMachineArn: this.stateMachineArn,
              name,
              input: JSON.stringify(input),
            }),
            { abortSignal },
          );
          return 'running';
        } catch (error) {
          if (error instanceof Error && error.name === 'ExecutionAlreadyExists') return 'ended-before';
          throw error;
        }
      },
      {
        deadline: this.deadline,
        dependency: 'Step Functions',
        isTransient: (error) =>
          isTransient(error) || (error instanceof Error && TRANSIENT_NAMES.has(error.name)),
        attemptMillis: 3000,
      },
    );
  }
}
