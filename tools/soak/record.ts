import type { Cheque } from './cheques';
import type { Expectation } from './load-plan';

/** A deposit that the system accepted, and what has to become of it. */
export interface Accepted {
  readonly depositId: string;
  /** How it is called in findings: the plan's id, or the batch and line. */
  readonly label: string;
  readonly channel: 'box' | 'batch';
  readonly cheque: Cheque;
  readonly expectation: Expectation;
  /** The plan's id of the deposit with the same cheque, on both of them. */
  readonly pair?: string;
  readonly submittedMs: number;
}

/** A batch as the system showed it at the end. */
export interface BatchOutcome {
  readonly label: string;
  readonly expected: { readonly accepted: number; readonly rejected: number; readonly duplicates: number };
  status: string;
  /** Whether something of it is still to be sent or looked at. */
  isOpen: boolean;
  counts: { readonly accepted: number; readonly rejected: number; readonly duplicates: number } | undefined;
}

/** What the clients of a run sent and were answered. */
export class Record {
  /** By the deposit's id. */
  readonly accepted = new Map<string, Accepted>();
  readonly batches: BatchOutcome[] = [];
  /** What was answered otherwise than it has to be, each a sentence. */
  readonly surprises: string[] = [];
  readonly answerMilliseconds: number[] = [];
  readonly trouble = { retries: new Map<number, number>() };
  requests = 0;
  duplicatesRefused = 0;
  malformedRefused = 0;
  otherBodiesRefused = 0;
  imagesUploaded = 0;
  approvals = { APPROVE: 0, REFUSE: 0 };

  accept(deposit: Accepted): void {
    this.accepted.set(deposit.depositId, deposit);
  }

  surprise(sentence: string): void {
    this.surprises.push(sentence);
  }
}
