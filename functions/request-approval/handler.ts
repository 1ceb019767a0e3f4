import { ApprovalsTable } from '../adapters/approvals-table';
import { LedgerAwaitingDeposits } from '../adapters/clearing-awaiting';
import { DataApi } from '../adapters/data-api';
import { DataApiTransactions } from '../adapters/data-api-transactions';
import { EventBridgeDepositEvents } from '../adapters/event-publisher';
import { LedgerOutbox } from '../adapters/outbox';
import { StepFunctionsTaskAnswers } from '../adapters/task-answer';
import { requestApproval } from '../deposits/clearing/request-approval';
import { approvalTaskSchema } from '../deposits/clearing/task-input';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { workflowHandler } from '../shared/workflow-handler';
import { requestApproval as contract } from './contract';

const environment = readEnvironment(contract);
const clock = { now: () => new Date() };

/** Asks for a person's approval. A task of the state machine, which then waits for its token to come back. */
export const handler = workflowHandler(
  createLogger(contract.name),
  contract.name,
  approvalTaskSchema,
  async ({ input, deadline, log }) => {
    const { ledger, approvals, deposits } = environment;
    const ports = {
      deposits: new LedgerAwaitingDeposits(new DataApiTransactions(ledger, deadline)),
      approvals: new ApprovalsTable(approvals.tableName, deadline),
      tasks: new StepFunctionsTaskAnswers(deadline),
      events: new EventBridgeDepositEvents(deposits.busName, deadline),
      outbox: new LedgerOutbox(new DataApi(ledger, deadline)),
      clock,
    };
    const { expiresAt, wasAnswered } = await requestApproval(ports, input);
    log.info({ reasons: input.reasons, expiresAt, wasAnswered }, 'the approval was asked for');
    return { expiresAt: expiresAt.toISOString(), wasAnswered };
  },
);
