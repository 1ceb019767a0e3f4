import { type Batch, type BatchCounts, isBatchId, type RejectedLine } from './batch';
import type { BatchReader } from './ports';

/** What a caller is shown of a batch. */
export interface BatchView {
  readonly batchId: string;
  readonly status: string;
  readonly announcedAt: string;
  readonly counts?: BatchCounts;
  /** The first ones; `counts.rejected` says how many there are. */
  readonly rejects?: readonly RejectedLine[];
  readonly failure?: string;
  readonly completedAt?: string;
}

/** The batch, for the identity that announced it. Nothing for everybody else, as if it did not exist. */
export async function getBatch(
  reader: BatchReader,
  query: { readonly batchId: string; readonly caller: string },
): Promise<BatchView | undefined> {
  const batchId = query.batchId.toLowerCase();
  if (!isBatchId(batchId)) return undefined;
  const batch = await reader.find(batchId);
  return batch?.submittedBy === query.caller ? viewOf(batch) : undefined;
}

function viewOf(batch: Batch): BatchView {
  const { counts, rejects, failure, completedAt } = batch;
  return {
    batchId: batch.id,
    status: batch.status,
    announcedAt: batch.announcedAt.toISOString(),
    ...(counts && { counts }),
    ...(rejects && rejects.length > 0 && { rejects }),
    ...(failure && { failure }),
    ...(completedAt && { completedAt: completedAt.toISOString() }),
  };
}
