import * as v from 'valibot';
import { S3BatchFiles } from '../adapters/batch-files';
import { readMapResults, readRefusals } from '../adapters/batch-results';
import { BatchStatusTable } from '../adapters/batch-status-table';
import { EventBridgeDepositEvents } from '../adapters/event-publisher';
import { isBatchId, refusalsKey } from '../deposits/batch/batch';
import { mergeBatch } from '../deposits/batch/merge-batch';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { workflowHandler } from '../shared/workflow-handler';
import { mergeBatch as contract } from './contract';

const environment = readEnvironment(contract);
const { bucketName } = environment.batches;
const clock = { now: () => new Date() };

const input = v.pipe(
  v.object({
    batchId: v.pipe(v.string(), v.check(isBatchId)),
    bucketName: v.literal(bucketName),
    /** The map's `ResultWriterDetails`. Nothing when no line was accepted and the map was passed over. */
    results: v.nullish(v.object({ Bucket: v.literal(bucketName), Key: v.string() })),
  }),
  v.check(({ batchId, results }) => !results || results.Key.startsWith(`work/${batchId}/`)),
);

const NO_RESULTS = { accepted: 0, duplicates: 0, unfinishedParts: 0 };

/** Step `merge` of the state machine of batches. */
export const handler = workflowHandler(
  createLogger(contract.name),
  contract.name,
  input,
  async ({ input: { batchId, results }, deadline, log }) => {
    const files = new S3BatchFiles(bucketName, deadline);
    const ports = {
      batches: new BatchStatusTable(environment.batchStatus.tableName, clock, deadline),
      files,
      events: new EventBridgeDepositEvents(environment.deposits.busName, deadline),
      clock,
    };
    const merged = await mergeBatch(ports, {
      batchId,
      results: results ? await readMapResults(files, results.Key) : NO_RESULTS,
      ...(await readRefusals(files, refusalsKey(batchId))),
    });
    log.info(merged, 'the batch was merged');
    return merged;
  },
);
