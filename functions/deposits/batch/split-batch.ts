import type { Clock } from '../ports';
import { itemsKey, MAX_BATCH_BYTES, MAX_SHOWN_REJECTS, refusalsKey } from './batch';
import { type BatchLines, countsOf, fileDigest, readBatchFile } from './batch-file';
import { itemOf } from './batch-item';
import { BatchFileReplacedError, UnknownBatchError } from './errors';
import type { BatchFiles, BatchStatusStore, FileContent } from './ports';

export interface SplitBatchPorts {
  readonly batches: Pick<BatchStatusStore, 'find' | 'recordFile'>;
  readonly files: BatchFiles;
  readonly clock: Clock;
}

export interface SplitBatch {
  readonly batchId: string;
  readonly itemsKey: string;
  readonly accepted: number;
  /** Duplicates within the file included: lines of which no deposit comes. */
  readonly rejected: number;
}

const NO_LINES: BatchLines = { accepted: [], rejected: [], duplicates: [] };

/**
 * Splits the file of a batch into items, each of which becomes a deposit. Lines that are wrong are refused with their
 * reasons; the others go on. A file that cannot be read at all makes the batch `FAILED` and gives no items: that is the
 * submitter's business, not a fault of the system.
 *
 * It may run any number of times, and gives the same items each time: ids follow from batch and line, the time is the
 * one of the first reading, and a file that comes in place of one that was read is refused.
 *
 * @throws UnknownBatchError when nobody announced the batch
 * @throws BatchFileReplacedError when another file was read before
 */
export async function splitBatch(
  { batches, files, clock }: SplitBatchPorts,
  { batchId, key }: { readonly batchId: string; readonly key: string },
): Promise<SplitBatch> {
  const announced = await batches.find(batchId);
  if (!announced) throw new UnknownBatchError(batchId);
  const content = await files.read(key, MAX_BATCH_BYTES);
  const read = 'bytes' in content ? readBatchFile(content.bytes) : ({ failure: 'TOO_LARGE' } as const);
  const lines = 'failure' in read ? NO_LINES : read;
  const digest = digestOf(batchId, content);
  const batch = await batches.recordFile(batchId, {
    digest,
    receivedAt: clock.now(),
    counts: countsOf(lines),
    rejects: lines.rejected.slice(0, MAX_SHOWN_REJECTS),
    ...('failure' in read && { failure: read.failure }),
  });
  if (batch.file?.digest !== digest) throw new BatchFileReplacedError(batchId);
  const { receivedAt } = batch.file;
  await files.write(refusalsKey(batchId), { rejected: lines.rejected, duplicates: lines.duplicates });
  await files.write(
    itemsKey(batchId),
    lines.accepted.map((accepted) => itemOf(batch, receivedAt, accepted)),
  );
  return {
    batchId,
    itemsKey: itemsKey(batchId),
    accepted: lines.accepted.length,
    rejected: lines.rejected.length + lines.duplicates.length,
  };
}

/** A file that is not read for its size is known by its size. */
function digestOf(batchId: string, content: FileContent): string {
  return 'bytes' in content ? fileDigest(batchId, content.bytes) : `size-${content.tooLargeBytes}`;
}
