import type { FunctionContract } from '../functions/shared/contract';
import { API_SECONDS, assertTimeChain, VISIBILITY_FACTOR } from '../modules/workflow/time-chain';

/** `statement_timeout` of the database's application user, as the migrations set it. A test holds the two together. */
export const STATEMENT_SECONDS = 20;

/** For how long a received message is hidden: the longest of those who receive from the queue decides. */
export function visibilityTimeoutSeconds(queue: string, contracts: readonly FunctionContract[]): number {
  const receivers = contracts.filter(({ triggers }) =>
    triggers.some((trigger) => trigger.kind === 'queue' && trigger.queue === queue),
  );
  return VISIBILITY_FACTOR * Math.max(30, ...receivers.map(({ timeoutSeconds }) => timeoutSeconds));
}

/**
 * Everything in the contracts that waits for something else, from the API inwards. The times of workflows and of queues
 * that a function polls are judged again by their own constructs, with what they were really given.
 *
 * @throws InvalidInputError with every contradiction, before anything is made
 */
export function assertContractTimes(contracts: readonly FunctionContract[]): void {
  assertTimeChain('functions/*/contract.ts', {
    functions: contracts.map(({ name, timeoutSeconds, triggers, uses }) => {
      const queue = triggers.find((trigger) => trigger.kind === 'queue')?.queue;
      return {
        name,
        timeoutSeconds,
        apiTimeoutSeconds: triggers.some(({ kind }) => kind === 'api') ? API_SECONDS : undefined,
        databaseStatementSeconds: Object.values(uses).some(({ kind }) => kind === 'database')
          ? STATEMENT_SECONDS
          : undefined,
        queue:
          queue === undefined
            ? undefined
            : { name: queue, visibilityTimeoutSeconds: visibilityTimeoutSeconds(queue, contracts) },
      };
    }),
  });
}
