import type { Clock, Upload } from '../ports';
import type { Batch } from './batch';
import { batchIdOf } from './derived-ids';
import type { BatchStatusStore, BatchUploads } from './ports';

export interface AnnounceBatchPorts {
  readonly batches: Pick<BatchStatusStore, 'announce'>;
  readonly uploads: BatchUploads;
  readonly clock: Clock;
}

export interface Announced {
  readonly batch: Batch;
  /** Missing once the file was read: another one would not count. */
  readonly upload?: Upload;
  /** The batch was announced by an earlier request with the same key. */
  readonly replayed: boolean;
}

/**
 * Announces a batch once for each idempotency key of a caller. The id follows from both, so that a repeated request
 * finds the batch of the first one, and gets a new form for the same file.
 */
export async function announceBatch(
  { batches, uploads, clock }: AnnounceBatchPorts,
  command: { readonly caller: string; readonly idempotencyKey: string },
): Promise<Announced> {
  const id = batchIdOf(command.caller, command.idempotencyKey);
  const announcedAt = clock.now();
  const batch = await batches.announce({ id, submittedBy: command.caller, announcedAt });
  const replayed = batch.announcedAt.getTime() !== announcedAt.getTime();
  return { batch, replayed, ...(batch.status === 'ANNOUNCED' && { upload: uploads.prepare(id) }) };
}
