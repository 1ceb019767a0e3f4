import { LedgerClearingStore } from '../adapters/clearing-store';
import { DataApi } from '../adapters/data-api';
import { WorkflowStarter } from '../adapters/workflow-starter';
import { parseEvent } from '../deposits/events/catalogue';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { queueHandler } from '../shared/queue-handler';
import { startClearing as contract } from './contract';
import { startClearing } from './start-clearing';

const environment = readEnvironment(contract);

/** Takes `DepositReceived` from its queue, as EventBridge put it there. */
export const handler = queueHandler(
  createLogger(contract.name),
  {
    parse: (body) => parseEvent(body, ['DepositReceived']),
    describe: ({ data, metadata }) => ({ depositId: data.depositId, eventId: metadata.eventId }),
  },
  async ({ message, deadline, log }) => {
    const outcome = await startClearing(
      {
        store: new LedgerClearingStore(new DataApi(environment.ledger, deadline)),
        workflow: new WorkflowStarter(environment.clearing.stateMachineArn, deadline),
      },
      message.data.depositId,
    );
    log.info({ outcome }, 'the clearing was started');
  },
);
