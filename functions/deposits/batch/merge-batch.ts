import { batchCompleted } from '../events/batch-completed';
import type { DomainEvents } from '../events/ports';
import type { Clock } from '../ports';
import { type Batch, type BatchCounts, type DuplicateLine, type RejectedLine, reportKey } from './batch';
import { completedEventIdOf } from './derived-ids';
import { BatchIncompleteError, UnknownBatchError } from './errors';
import type { BatchFiles, BatchStatusStore, MapResults } from './ports';

export interface MergeBatchPorts {
  readonly batches: Pick<BatchStatusStore, 'find' | 'complete'>;
  readonly files: Pick<BatchFiles, 'write'>;
  readonly events: DomainEvents;
  readonly clock: Clock;
}

export interface MergeBatch {
  readonly batchId: string;
  readonly results: MapResults;
  readonly rejected: readonly RejectedLine[];
  readonly duplicates: readonly DuplicateLine[];
}

export interface MergedBatch extends BatchCounts {
  readonly batchId: string;
  readonly status: 'COMPLETED' | 'FAILED';
  readonly reportKey: string;
}

/**
 * Merges what the parts of a batch answered into its report, and tells that the batch is done. It may run any number of
 * times: the counts do not depend on how often a part ran, and the event has the same id each time.
 *
 * A batch whose file could not be read has a report with the reason, stays `FAILED`, and no event: nothing happened.
 *
 * @throws UnknownBatchError when there is no such batch, or its file was never read
 * @throws BatchIncompleteError when a line has neither become a deposit nor been refused
 */
export async function mergeBatch(ports: MergeBatchPorts, merge: MergeBatch): Promise<MergedBatch> {
  const { batchId } = merge;
  const batch = await ports.batches.find(batchId);
  if (!batch?.counts) throw new UnknownBatchError(batchId);
  const { counts } = batch;
  checkComplete(batch.id, counts, merge.results);
  const status = batch.failure ? 'FAILED' : 'COMPLETED';
  await ports.files.write(reportKey(batchId), reportOf(batch, status, counts, merge));
  if (status === 'COMPLETED') {
    const completed = await ports.batches.complete(batchId, ports.clock.now());
    await ports.events.publish(eventOf(completed, counts));
  }
  return { batchId, status, reportKey: reportKey(batchId), ...counts };
}

function checkComplete(batchId: string, counts: BatchCounts, results: MapResults): void {
  if (results.unfinishedParts > 0) {
    throw new BatchIncompleteError(batchId, `${results.unfinishedParts} part(s) failed or did not run`);
  }
  const done = results.accepted + results.duplicates;
  if (done !== counts.accepted) {
    throw new BatchIncompleteError(batchId, `${done} of ${counts.accepted} lines became deposits`);
  }
}

function reportOf(batch: Batch, status: string, counts: BatchCounts, merge: MergeBatch) {
  return {
    batchId: batch.id,
    status,
    ...(batch.failure && { failure: batch.failure }),
    announcedAt: batch.announcedAt.toISOString(),
    receivedAt: batch.file?.receivedAt.toISOString(),
    counts,
    rejected: merge.rejected,
    duplicates: merge.duplicates,
  };
}

function eventOf({ id, announcedAt, completedAt }: Batch, counts: BatchCounts) {
  if (!completedAt) throw new Error(`batch ${id} was completed without a time`);
  const { accepted, rejected, duplicates } = counts;
  return batchCompleted(
    { batchId: id, accepted, rejected, duplicates, completedAt },
    completedEventIdOf(id, announcedAt),
  );
}
