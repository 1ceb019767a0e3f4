import { LedgerDecisions } from '../adapters/clearing-decisions';
import { DataApi } from '../adapters/data-api';
import { DataApiTransactions } from '../adapters/data-api-transactions';
import { EventBridgeDepositEvents } from '../adapters/event-publisher';
import { LedgerOutbox } from '../adapters/outbox';
import { type DecideDeposit, decideDeposit } from '../deposits/clearing/decide-deposit';
import { type DecideTask, decideTaskSchema } from '../deposits/clearing/task-input';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { workflowHandler } from '../shared/workflow-handler';
import { decideDeposit as contract } from './contract';

const environment = readEnvironment(contract);
const clock = { now: () => new Date() };

/** The decision on a deposit, a task of the state machine. */
export const handler = workflowHandler(
  createLogger(contract.name),
  contract.name,
  decideTaskSchema,
  async ({ input, deadline, log }) => {
    const { ledger, deposits } = environment;
    const ports = {
      decisions: new LedgerDecisions(new DataApiTransactions(ledger, deadline)),
      events: new EventBridgeDepositEvents(deposits.busName, deadline),
      outbox: new LedgerOutbox(new DataApi(ledger, deadline)),
      clock,
    };
    const verdict = await decideDeposit(ports, commandOf(input));
    log.info({ decision: verdict.decision, reasons: verdict.reasons }, 'the deposit was decided');
    return verdict;
  },
);

function commandOf(input: DecideTask): DecideDeposit {
  const { depositId } = input;
  if (input.checks) return { depositId, checks: input.checks };
  const { approval } = input;
  return {
    depositId,
    approval: { outcome: approval.approval, ...('by' in approval && { by: approval.by }) },
  };
}
