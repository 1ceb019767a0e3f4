import { acceptBatchItems } from '../../functions/accept-batch-items/contract';
import { mergeBatch } from '../../functions/merge-batch/contract';
import { splitBatch } from '../../functions/split-batch/contract';
import { fanOutAndMerge } from '../../modules/workflow/fan-out-and-merge';
import { choice } from '../../modules/workflow/states/choice';
import type { BucketPart } from '../../modules/workflow/states/distributed-map';
import { END } from '../../modules/workflow/states/flow';
import { pass } from '../../modules/workflow/states/pass';
import type { Workflow } from '../../modules/workflow/states/state';
import { lambdaTask, type WorkflowFunction } from '../../modules/workflow/states/task';
import { RETRY_TRANSIENT } from './transient-errors';

/** The functions that process a batch. */
export const batchContracts = [splitBatch, acceptBatchItems, mergeBatch] as const;

export type BatchFunctions = Readonly<Record<(typeof batchContracts)[number]['name'], WorkflowFunction>>;

export interface ProcessBatchSettings {
  /** The bucket that batches come to. */
  readonly batches: BucketPart['bucket'];
  /** Where in it the workflow's own objects are. @default 'work/' */
  readonly workPrefix?: string;
  /** Cheques that are accepted in one call. @default 25 */
  readonly itemsPerPart?: number;
  /** Parts that are worked on at once: what the database is given at once. @default 10 */
  readonly partsAtOnce?: number;
  /** The largest batch: what the longest time is calculated with. @default 10000 */
  readonly itemsAtMost?: number;
}

const DAY_SECONDS = 86_400;

/**
 * Processes the file of a batch, input `{ bucket: { name }, object: { key } }` as S3 tells of it: split, accept side by
 * side, merge. The children are STANDARD: an EXPRESS one ends after five minutes, before a part that waits for the
 * database has used its retries. No part may fail: the execution fails then, and redriving it takes up only those parts.
 */
export function processBatch(functions: BatchFunctions, settings: ProcessBatchSettings): Workflow {
  const {
    batches,
    workPrefix = 'work/',
    itemsPerPart = 25,
    partsAtOnce = 10,
    itemsAtMost = 10_000,
  } = settings;
  const work: BucketPart = { bucket: batches, prefix: workPrefix };
  return {
    comment: 'Splits the file of a batch, accepts its cheques side by side, and merges the results',
    timeoutSeconds: DAY_SECONDS,
    startAt: 'Split batch',
    states: {
      'Split batch': lambdaTask({
        function: functions['split-batch'],
        payload: { 'bucketName.$': '$.bucket.name', 'key.$': '$.object.key' },
        retry: [RETRY_TRANSIENT],
        next: 'Look for items',
      }),
      'Look for items': choice({
        rules: [
          {
            when: { variable: '$.accepted', operator: 'NumericGreaterThan', value: 0 },
            next: 'Accept items',
          },
        ],
        otherwise: 'No items',
      }),
      'No items': pass({
        result: { ResultWriterDetails: null },
        resultPath: '$.map',
        next: 'Merge results',
      }),
      ...fanOutAndMerge({
        name: 'Accept items',
        map: {
          label: 'AcceptItems',
          items: { ...work, key: '$.itemsKey' },
          batching: { maxItems: itemsPerPart, input: { 'batchId.$': '$.batchId' } },
          maxConcurrency: partsAtOnce,
          itemsAtMost,
          results: { ...work, at: `States.Format('${workPrefix}{}/results', $.batchId)` },
        },
        each: {
          name: 'Accept part',
          task: lambdaTask({
            function: functions['accept-batch-items'],
            payload: '$',
            retry: [RETRY_TRANSIENT],
            next: END,
          }),
        },
        resultsAt: '$.map',
        merge: {
          name: 'Merge results',
          task: lambdaTask({
            function: functions['merge-batch'],
            payload: {
              'batchId.$': '$.batchId',
              'bucketName.$': '$.bucketName',
              'results.$': '$.map.ResultWriterDetails',
            },
            retry: [RETRY_TRANSIENT],
            next: END,
          }),
        },
      }),
    },
  };
}
