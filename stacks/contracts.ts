import { acceptBatchItems } from '../functions/accept-batch-items/contract';
import { answerApproval } from '../functions/answer-approval/contract';
import { decideDeposit } from '../functions/decide-deposit/contract';
import { getBatch } from '../functions/get-batch/contract';
import { getDeposit } from '../functions/get-deposit/contract';
import { mergeBatch } from '../functions/merge-batch/contract';
import { migrateDatabase } from '../functions/migrate-database/contract';
import { notifyPartner } from '../functions/notify-partner/contract';
import { postLedger } from '../functions/post-ledger/contract';
import { readCheque } from '../functions/read-cheque/contract';
import { relayOutbox } from '../functions/relay-outbox/contract';
import { requestApproval } from '../functions/request-approval/contract';
import { rotateSecret } from '../functions/rotate-secret/contract';
import { screenDeposit } from '../functions/screen-deposit/contract';
import type { FunctionContract } from '../functions/shared/contract';
import { splitBatch } from '../functions/split-batch/contract';
import { startClearing } from '../functions/start-clearing/contract';
import { submitBatch } from '../functions/submit-batch/contract';
import { submitDeposit } from '../functions/submit-deposit/contract';
import { verifyAccount } from '../functions/verify-account/contract';
import { verifyLedger } from '../functions/verify-ledger/contract';

/** Every function of the system. A test holds this list equal to the folders of `functions/`. */
export const contracts: readonly FunctionContract[] = [
  acceptBatchItems,
  answerApproval,
  decideDeposit,
  getBatch,
  getDeposit,
  mergeBatch,
  migrateDatabase,
  notifyPartner,
  postLedger,
  readCheque,
  relayOutbox,
  requestApproval,
  rotateSecret,
  screenDeposit,
  splitBatch,
  startClearing,
  submitBatch,
  submitDeposit,
  verifyAccount,
  verifyLedger,
];
