import type { FieldProblem } from '../errors';

/**
 * `ANNOUNCED`: a form for the file was given out. `SPLIT`: the file was read, its lines are being accepted. `COMPLETED`:
 * every line was accepted or has its reasons. `FAILED`: the file as a whole could not be read; nothing was accepted.
 */
export const BATCH_STATUSES = ['ANNOUNCED', 'SPLIT', 'COMPLETED', 'FAILED'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** Why a file as a whole cannot be read. */
export const BATCH_FAILURES = ['TOO_LARGE', 'TOO_MANY_LINES', 'EMPTY', 'NOT_UTF8'] as const;
export type BatchFailure = (typeof BATCH_FAILURES)[number];

/** A file of a batch is JSON lines: one deposit request a line. */
export const BATCH_CONTENT_TYPE = 'application/jsonl';
export const MAX_BATCH_BYTES = 8 * 1024 * 1024;
export const MAX_BATCH_LINES = 10_000;

/** A line of the file that was not accepted. */
export interface RejectedLine {
  /** From 1, as editors count. */
  readonly line: number;
  /** Pointers into the line, never its values. */
  readonly errors: readonly FieldProblem[];
}

/** A line that says again what an earlier line of the file says. */
export interface DuplicateLine {
  readonly line: number;
  readonly sameAs: number;
}

/** How the lines of a file fell. Blank lines are not counted. */
export interface BatchCounts {
  readonly lines: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Within the file. */
  readonly duplicates: number;
}

/** What the system knows of a batch. */
export interface Batch {
  readonly id: string;
  readonly status: BatchStatus;
  /** The identity that announced it. Only it may see the batch, and the deposits of the batch are its own. */
  readonly submittedBy: string;
  readonly announcedAt: Date;
  /** There from `SPLIT` on: the file whose lines count, and when it was first read. */
  readonly file?: { readonly digest: string; readonly receivedAt: Date };
  /** There from `SPLIT` on. */
  readonly counts?: BatchCounts;
  /** The first rejected lines, at most `MAX_SHOWN_REJECTS`; the report has all of them. */
  readonly rejects?: readonly RejectedLine[];
  /** There when it is `FAILED`. */
  readonly failure?: BatchFailure;
  /** There when it is `COMPLETED`. */
  readonly completedAt?: Date;
}

/** Rejected lines that the status shows: enough to see what is wrong, and bounded for the table's 400 KB an item. */
export const MAX_SHOWN_REJECTS = 100;

/** Where the client's upload goes. */
export function incomingKey(batchId: string): string {
  return `incoming/${batchId}.jsonl`;
}

/** The batch to which an upload belongs. Nothing for other objects. */
export function batchIdOfKey(key: string): string | undefined {
  const id = /^incoming\/([^/]+)\.jsonl$/.exec(key)?.[1];
  return id !== undefined && isBatchId(id) ? id : undefined;
}

/** The accepted lines, a JSON array that the state machine maps over. */
export function itemsKey(batchId: string): string {
  return `work/${batchId}/items.json`;
}

/** The rejected and the duplicate lines. */
export function refusalsKey(batchId: string): string {
  return `work/${batchId}/refusals.json`;
}

export function reportKey(batchId: string): string {
  return `reports/${batchId}.json`;
}

const UUID_V8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether the text can be the id of a batch. Ids are written in small letters. */
export function isBatchId(text: string): boolean {
  return UUID_V8.test(text);
}
