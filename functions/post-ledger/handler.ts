import * as v from 'valibot';
import { DataApi } from '../adapters/data-api';
import { DataApiTransactions } from '../adapters/data-api-transactions';
import { EventBridgeDepositEvents } from '../adapters/event-publisher';
import { AuroraLedger } from '../adapters/ledger';
import { LedgerOutbox } from '../adapters/outbox';
import { isDepositId } from '../deposits/deposit';
import { postDeposit } from '../deposits/ledger/post-deposit';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { workflowHandler } from '../shared/workflow-handler';
import { postLedger as contract } from './contract';

const environment = readEnvironment(contract);
const clock = { now: () => new Date() };

const input = v.object({
  depositId: v.pipe(v.string(), v.check(isDepositId, 'must be the id of a deposit')),
});

/** What the state machine gets: the same for every call about a deposit. */
export interface LedgerReceipt {
  readonly depositId: string;
  readonly ledgerSequence: number;
  readonly postedAt: string;
}

/** The task of `clear-deposit` that posts. Errors by name: DepositUnknownError, DepositNotPostableError, UnavailableError. */
export const handler = workflowHandler(
  createLogger(contract.name),
  contract.name,
  input,
  async ({ input: { depositId }, deadline, log }): Promise<LedgerReceipt> => {
    const { ledger, deposits } = environment;
    const { posted, alreadyPosted, alreadyPublished } = await postDeposit(
      {
        ledger: new AuroraLedger(new DataApiTransactions(ledger, deadline)),
        events: new EventBridgeDepositEvents(deposits.busName, deadline),
        outbox: new LedgerOutbox(new DataApi(ledger, deadline)),
        clock,
      },
      depositId,
    );
    const { ledgerSequence } = posted;
    log.info({ ledgerSequence, alreadyPosted, alreadyPublished }, 'the deposit is posted');
    return { depositId, ledgerSequence, postedAt: posted.postedAt.toISOString() };
  },
);
