import type { Deposit } from '../deposit';
import type { DepositReceived } from '../events/deposit-received';
import type { Upload } from '../ports';
import type { Batch, BatchCounts, BatchFailure, RejectedLine } from './batch';

export interface BatchReader {
  find(batchId: string): Promise<Batch | undefined>;
}

/** How far batches are. Each change happens once: whoever comes second is shown what is there. */
export interface BatchStatusStore extends BatchReader {
  /** Puts a new batch where there is none. @returns the batch as it is now */
  announce(batch: Pick<Batch, 'id' | 'submittedBy' | 'announcedAt'>): Promise<Batch>;
  /**
   * Fixes the file of the batch and how its lines fell, or why it cannot be read. The first file counts.
   *
   * @returns the batch as it is now, which has another file when one was read before
   */
  recordFile(batchId: string, file: FileOutcome): Promise<Batch>;
  /** `SPLIT` becomes `COMPLETED`. @returns the batch as it is now, with the time of the first completion */
  complete(batchId: string, at: Date): Promise<Batch>;
}

export interface FileOutcome {
  readonly digest: string;
  readonly receivedAt: Date;
  readonly counts: BatchCounts;
  readonly rejects: readonly RejectedLine[];
  readonly failure?: BatchFailure;
}

/** Forms with which a client sends the file of a batch. */
export interface BatchUploads {
  prepare(batchId: string): Upload;
}

/** A file's bytes, or that it is larger than was asked for: such a file is not read. */
export type FileContent = { readonly bytes: Uint8Array } | { readonly tooLargeBytes: number };

/** The objects of batches. */
export interface BatchFiles {
  read(key: string, maxBytes: number): Promise<FileContent>;
  write(key: string, value: unknown): Promise<void>;
}

/** A deposit of a batch, and the event that tells of it. */
export interface BatchDeposit {
  readonly deposit: Deposit;
  readonly event: DepositReceived;
}

export interface BatchDepositStore {
  /**
   * Stores all deposits and their events, or nothing. What is stored already stays as it is.
   *
   * @returns the deposits that are new, and the events that were never marked as published
   */
  storeAll(items: readonly BatchDeposit[]): Promise<{
    readonly insertedIds: ReadonlySet<string>;
    readonly unpublishedEventIds: ReadonlySet<string>;
  }>;
  markAllPublished(eventIds: readonly string[], at: Date): Promise<void>;
}

/** What the parts of a map run answered. */
export interface MapResults {
  readonly accepted: number;
  readonly duplicates: number;
  /** Parts that failed or never ran. */
  readonly unfinishedParts: number;
}
