import type { APIGatewayProxyResult } from 'aws-lambda';
import { DataApi } from '../adapters/data-api';
import { DataApiTransactions } from '../adapters/data-api-transactions';
import { LedgerDepositStore } from '../adapters/deposit-repository';
import { EventBridgeDepositEvents } from '../adapters/event-publisher';
import { readIdempotencyKey } from '../adapters/idempotency-key-header';
import { IdempotencyTable } from '../adapters/idempotency-table';
import { S3ImageUploads } from '../adapters/image-uploads';
import { HmacPseudonyms } from '../adapters/pseudonyms';
import { CachedSecret } from '../adapters/secrets';
import { parseDepositRequest } from '../deposits/deposit-request';
import { type SubmitDepositPorts, type Submitted, submitDeposit } from '../deposits/submit-deposit';
import { type ApiInvocation, apiHandler } from '../shared/api-handler';
import type { Deadline } from '../shared/deadline';
import { readEnvironment } from '../shared/environment';
import { jsonResponse } from '../shared/http';
import { createLogger, type Logger } from '../shared/logger';
import { uuidV7 } from '../shared/uuid-v7';
import { submitDeposit as contract } from './contract';
import { asRequestError } from './problems';

const environment = readEnvironment(contract);
const pseudonymKey = new CachedSecret(environment.pseudonymKey.secretArn);

/** A deposit has some hundred bytes. */
const MAX_BODY_BYTES = 16 * 1024;

/** Pseudonyms only help to read the log: they may not cost a request more than this. */
const PSEUDONYM_MILLIS = 1000;

const clock = { now: () => new Date() };
const ids = { next: () => uuidV7() };

/** POST /deposits */
export const handler = apiHandler(
  createLogger(contract.name),
  async ({ request, deadline, log }: ApiInvocation) => {
    try {
      const caller = request.caller();
      const idempotencyKey = readIdempotencyKey(request);
      const deposit = parseDepositRequest(request.json({ maxBytes: MAX_BODY_BYTES }));
      const submitted = await submitDeposit(ports(deadline, log), {
        caller,
        idempotencyKey,
        request: deposit,
      });
      const customer = await pseudonym(deposit.depositAccountNumber, deadline, log);
      const { depositId } = submitted.receipt;
      log.info({ depositId, customer, replayed: submitted.replayed }, 'the deposit was accepted');
      return accepted(submitted);
    } catch (error) {
      throw asRequestError(error);
    }
  },
);

function ports(deadline: Deadline, log: Logger): SubmitDepositPorts {
  const { ledger, idempotency, deposits, images } = environment;
  return {
    idempotency: new IdempotencyTable({
      tableName: idempotency.tableName,
      deadline,
      clock,
      // Whoever holds the key has ended by then, by Lambda's own time limit.
      leaseSeconds: contract.timeoutSeconds + 1,
    }),
    store: new LedgerDepositStore(new DataApi(ledger, deadline), new DataApiTransactions(ledger, deadline)),
    events: new EventBridgeDepositEvents(deposits.busName, deadline),
    uploads: new S3ImageUploads(images.bucketName, clock),
    clock,
    ids,
    observer: { warn: (what, error) => log.warn({ error }, what) },
  };
}

async function pseudonym(
  accountNumber: string,
  deadline: Deadline,
  log: Logger,
): Promise<string | undefined> {
  try {
    return await new HmacPseudonyms(pseudonymKey, deadline.atMost(PSEUDONYM_MILLIS)).of(accountNumber);
  } catch (error) {
    log.warn({ error }, 'no pseudonym for the customer');
    return undefined;
  }
}

function accepted({ receipt, upload, replayed }: Submitted): APIGatewayProxyResult {
  const { url, fields, expiresAt } = upload;
  return jsonResponse(
    202,
    { ...receipt, upload: { url, fields, expiresAt: expiresAt.toISOString() } },
    {
      Location: `/deposits/${receipt.depositId}`,
      ...(replayed && { 'Idempotency-Replayed': 'true' }),
    },
  );
}
