import { LedgerAccountRestrictions } from '../adapters/clearing-records';
import { DataApi } from '../adapters/data-api';
import { verifyAccount } from '../deposits/clearing/account';
import { depositTaskSchema } from '../deposits/clearing/task-input';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { workflowHandler } from '../shared/workflow-handler';
import { verifyAccount as contract } from './contract';

const environment = readEnvironment(contract);

/** The check of the account to which the deposit goes, a task of the state machine. */
export const handler = workflowHandler(
  createLogger(contract.name),
  contract.name,
  depositTaskSchema,
  async ({ input, deadline, log }) => {
    const restrictions = new LedgerAccountRestrictions(new DataApi(environment.ledger, deadline));
    const result = verifyAccount(await restrictions.ofDeposit(input.depositId));
    log.info({ outcome: result.outcome, reasons: result.reasons }, 'the account was verified');
    return result;
  },
);
