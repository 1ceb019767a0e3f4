import { LedgerScreeningRecords } from '../adapters/clearing-records';
import { DataApi } from '../adapters/data-api';
import { screen } from '../deposits/clearing/screening';
import { depositTaskSchema } from '../deposits/clearing/task-input';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { workflowHandler } from '../shared/workflow-handler';
import { screenDeposit as contract } from './contract';

const environment = readEnvironment(contract);

/** The check of the cheque's history and of its drawer, a task of the state machine. */
export const handler = workflowHandler(
  createLogger(contract.name),
  contract.name,
  depositTaskSchema,
  async ({ input, deadline, log }) => {
    const records = new LedgerScreeningRecords(new DataApi(environment.ledger, deadline));
    const result = screen(await records.factsOf(input.depositId));
    log.info({ outcome: result.outcome, reasons: result.reasons }, 'the deposit was screened');
    return result;
  },
);
