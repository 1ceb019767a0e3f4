import { BatchStatusReader } from '../adapters/batch-status-reader';
import { getBatch } from '../deposits/batch/get-batch';
import { apiHandler } from '../shared/api-handler';
import { readEnvironment } from '../shared/environment';
import { RequestError } from '../shared/errors';
import { jsonResponse } from '../shared/http';
import { createLogger } from '../shared/logger';
import { getBatch as contract } from './contract';

const environment = readEnvironment(contract);
const clock = { now: () => new Date() };

/** GET /batches/{id} */
export const handler = apiHandler(createLogger(contract.name), async ({ request, deadline }) => {
  const caller = request.caller();
  const batchId = request.pathParameter('id');
  const reader = new BatchStatusReader(environment.batchStatus.tableName, clock, deadline);
  const batch = await getBatch(reader, { batchId, caller });
  if (!batch) {
    throw new RequestError(404, 'batch-not-found', 'Not found', 'There is no such batch of this caller.');
  }
  return jsonResponse(200, batch);
});
