import { LedgerClearingDeposits } from '../adapters/clearing-deposits';
import { DataApi } from '../adapters/data-api';
import { RekognitionTextDetection } from '../adapters/text-detection';
import { readCheque } from '../deposits/clearing/read-cheque';
import { depositTaskSchema } from '../deposits/clearing/task-input';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { workflowHandler } from '../shared/workflow-handler';
import { readCheque as contract } from './contract';

const environment = readEnvironment(contract);

/** The check of the cheque's image, a task of the state machine. */
export const handler = workflowHandler(
  createLogger(contract.name),
  contract.name,
  depositTaskSchema,
  async ({ input, deadline, log }) => {
    const { ledger, images } = environment;
    const deposits = new LedgerClearingDeposits(new DataApi(ledger, deadline));
    const textDetection = new RekognitionTextDetection(images.bucketName, deadline);
    const result = await readCheque({ deposits, textDetection }, input.depositId);
    log.info({ outcome: result.outcome, reasons: result.reasons }, 'the cheque was checked');
    return result;
  },
);
