import * as v from 'valibot';
import { S3BatchFiles } from '../adapters/batch-files';
import { BatchStatusTable } from '../adapters/batch-status-table';
import { batchIdOfKey } from '../deposits/batch/batch';
import { splitBatch } from '../deposits/batch/split-batch';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { workflowHandler } from '../shared/workflow-handler';
import { splitBatch as contract } from './contract';

const environment = readEnvironment(contract);
const { bucketName } = environment.batches;
const clock = { now: () => new Date() };

const input = v.pipe(
  v.object({ bucketName: v.literal(bucketName), key: v.string() }),
  v.rawTransform(
    ({
      dataset: {
        value: { key },
      },
      addIssue,
      NEVER,
    }) => {
      const batchId = batchIdOfKey(key);
      if (batchId !== undefined) return { batchId, key };
      addIssue({ message: 'must be the key of the file of a batch' });
      return NEVER;
    },
  ),
);

/** Step `split` of the state machine of batches. */
export const handler = workflowHandler(
  createLogger(contract.name),
  contract.name,
  input,
  async ({ input: { batchId, key }, deadline, log }) => {
    const ports = {
      batches: new BatchStatusTable(environment.batchStatus.tableName, clock, deadline),
      files: new S3BatchFiles(bucketName, deadline),
      clock,
    };
    const split = await splitBatch(ports, { batchId, key });
    log.info({ batchId, accepted: split.accepted, rejected: split.rejected }, 'the batch was split');
    return { ...split, bucketName };
  },
);
