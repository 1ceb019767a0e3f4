import * as v from 'valibot';
import { LedgerBatchDeposits } from '../adapters/batch-deposits';
import { DataApi } from '../adapters/data-api';
import { DataApiTransactions } from '../adapters/data-api-transactions';
import { EventBridgeDepositEvents } from '../adapters/event-publisher';
import { acceptItems } from '../deposits/batch/accept-items';
import { isBatchId } from '../deposits/batch/batch';
import { batchItem } from '../deposits/batch/batch-item';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { workflowHandler } from '../shared/workflow-handler';
import { acceptBatchItems as contract } from './contract';

const environment = readEnvironment(contract);
const clock = { now: () => new Date() };

/** As the Distributed Map hands it over; what else stands beside these members is its own. */
const input = v.object({
  BatchInput: v.object({ batchId: v.pipe(v.string(), v.check(isBatchId)) }),
  // 100 deposits with their events are some 100 KB, well within what the Data API takes.
  Items: v.pipe(v.array(batchItem), v.minLength(1), v.maxLength(100)),
});

/** Step `accept` of the state machine of batches: one part of the map. */
export const handler = workflowHandler(
  createLogger(contract.name),
  contract.name,
  input,
  async ({ input: { BatchInput, Items }, deadline, log }) => {
    const { ledger, deposits } = environment;
    const ports = {
      store: new LedgerBatchDeposits(
        new DataApi(ledger, deadline),
        new DataApiTransactions(ledger, deadline),
      ),
      events: new EventBridgeDepositEvents(deposits.busName, deadline),
      clock,
    };
    const done = await acceptItems(ports, Items);
    for (const depositId of done.depositIds) {
      log.info({ batchId: BatchInput.batchId, depositId }, 'the deposit was accepted');
    }
    return done;
  },
);
