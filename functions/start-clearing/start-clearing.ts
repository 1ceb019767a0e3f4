import type { DepositStatus } from '../deposits/deposit';

export interface StartClearingPorts {
  readonly store: {
    /** Marks a received deposit; the status before, or nothing when there is no such deposit. */
    begin(depositId: string): Promise<DepositStatus | undefined>;
  };
  readonly workflow: {
    /** Starts the execution of that name once, however often it is called. */
    start(name: string, input: Readonly<Record<string, unknown>>): Promise<'running' | 'ended-before'>;
  };
}

/** An event told of a deposit that is not stored. An event is stored with its deposit, so no further delivery helps. */
class UnknownDepositError extends Error {
  override readonly name = 'UnknownDepositError';

  constructor() {
    super('there is no such deposit');
  }
}

/** Before one of these, the workflow may not run yet. In any other status, it has begun. */
const BEFORE_THE_CHECKS: readonly DepositStatus[] = ['RECEIVED', 'CLEARING'];

/**
 * Starts the clearing of a deposit, once, however often its event is delivered: the status moves in one direction, and
 * the execution bears the deposit's id as its name. The status is asked as well, because Step Functions forgets a name
 * after 90 days, and events can be replayed from an archive after that.
 *
 * @throws UnknownDepositError when there is no such deposit
 */
export async function startClearing(
  ports: StartClearingPorts,
  depositId: string,
): Promise<'started' | 'started-before'> {
  const status = await ports.store.begin(depositId);
  if (status === undefined) throw new UnknownDepositError();
  if (!BEFORE_THE_CHECKS.includes(status)) return 'started-before';
  const started = await ports.workflow.start(depositId, { depositId });
  return started === 'running' ? 'started' : 'started-before';
}
