import type { APIGatewayProxyResult } from 'aws-lambda';
import { BatchStatusTable } from '../adapters/batch-status-table';
import { S3BatchUploads } from '../adapters/batch-uploads';
import { readIdempotencyKey } from '../adapters/idempotency-key-header';
import { type Announced, announceBatch } from '../deposits/batch/announce-batch';
import { apiHandler } from '../shared/api-handler';
import { readEnvironment } from '../shared/environment';
import { jsonResponse } from '../shared/http';
import { createLogger } from '../shared/logger';
import { submitBatch as contract } from './contract';

const environment = readEnvironment(contract);
const clock = { now: () => new Date() };

/** POST /batches */
export const handler = apiHandler(createLogger(contract.name), async ({ request, deadline, log }) => {
  const caller = request.caller();
  const idempotencyKey = readIdempotencyKey(request);
  const announced = await announceBatch(
    {
      batches: new BatchStatusTable(environment.batchStatus.tableName, clock, deadline),
      uploads: new S3BatchUploads(environment.batches.bucketName, clock),
      clock,
    },
    { caller, idempotencyKey },
  );
  log.info({ batchId: announced.batch.id, replayed: announced.replayed }, 'the batch was announced');
  return accepted(announced);
});

function accepted({ batch, upload, replayed }: Announced): APIGatewayProxyResult {
  return jsonResponse(
    202,
    {
      batchId: batch.id,
      status: batch.status,
      ...(upload && {
        upload: { url: upload.url, fields: upload.fields, expiresAt: upload.expiresAt.toISOString() },
      }),
    },
    { Location: `/batches/${batch.id}`, ...(replayed && { 'Idempotency-Replayed': 'true' }) },
  );
}
