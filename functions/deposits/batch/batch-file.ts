import { createHash } from 'node:crypto';
import {
  type BatchCounts,
  type BatchFailure,
  type DuplicateLine,
  MAX_BATCH_LINES,
  type RejectedLine,
} from './batch';
import { type ChequeLine, parseChequeLine } from './cheque-line';

/** A line that is a cheque, and the first of the file to say so. */
export interface AcceptedLine {
  readonly line: number;
  readonly cheque: ChequeLine;
}

/** A file, line by line. */
export interface BatchLines {
  readonly accepted: readonly AcceptedLine[];
  readonly rejected: readonly RejectedLine[];
  readonly duplicates: readonly DuplicateLine[];
}

/** Reads the bytes of a file. Blank lines are passed over, and count for the numbers of those after them. */
export function readBatchFile(bytes: Uint8Array): BatchLines | { readonly failure: BatchFailure } {
  const text = decode(bytes);
  if (text === undefined) return { failure: 'NOT_UTF8' };
  const lines = text
    .split('\n')
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '');
  if (lines.length === 0) return { failure: 'EMPTY' };
  if (lines.length > MAX_BATCH_LINES) return { failure: 'TOO_MANY_LINES' };
  return sortLines(lines);
}

export function countsOf({ accepted, rejected, duplicates }: BatchLines): BatchCounts {
  return {
    lines: accepted.length + rejected.length + duplicates.length,
    accepted: accepted.length,
    rejected: rejected.length,
    duplicates: duplicates.length,
  };
}

/** Tells whether two files are the same. The id of the batch is hashed with it: equal files of two batches differ. */
export function fileDigest(batchId: string, bytes: Uint8Array): string {
  return createHash('sha256').update(batchId).update('\n').update(bytes).digest('hex');
}

function sortLines(lines: readonly { readonly line: number; readonly content: string }[]): BatchLines {
  const accepted: AcceptedLine[] = [];
  const rejected: RejectedLine[] = [];
  const duplicates: DuplicateLine[] = [];
  const seen = new Map<string, AcceptedLine>();
  for (const { line, content } of lines) {
    const parsed = parseChequeLine(content);
    if (isRefused(parsed)) {
      rejected.push({ line, errors: parsed });
      continue;
    }
    const earlier = seen.get(chequeOf(parsed));
    if (!earlier) {
      const entry = { line, cheque: parsed };
      accepted.push(entry);
      seen.set(chequeOf(parsed), entry);
    } else if (isSame(earlier.cheque, parsed)) {
      duplicates.push({ line, sameAs: earlier.line });
    } else {
      const detail = `belongs to a cheque of the same account on line ${earlier.line}, which says something else`;
      rejected.push({ line, errors: [{ pointer: '/chequeNumber', detail }] });
    }
  }
  return { accepted, rejected, duplicates };
}

function isRefused(parsed: ReturnType<typeof parseChequeLine>): parsed is RejectedLine['errors'] {
  return Array.isArray(parsed);
}

/** A cheque is one piece of paper: an account has one of a number. */
function chequeOf({ drawer, chequeNumber }: ChequeLine): string {
  return [drawer.routingNumber, drawer.accountNumber, chequeNumber].join(' ');
}

function isSame(left: ChequeLine, right: ChequeLine): boolean {
  return (
    left.amount.minorUnits === right.amount.minorUnits &&
    left.amount.currency === right.amount.currency &&
    left.depositAccountNumber === right.depositAccountNumber &&
    left.depositBoxId === right.depositBoxId
  );
}

/** A byte-order mark at the beginning is not part of the text. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
