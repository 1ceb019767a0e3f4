import type { Deposit, DepositStatus, ImageContentType } from './deposit';
import type { DepositReceived } from './events/deposit-received';

/** What the domain needs of the world. Each is implemented in `functions/adapters`, and by a fake in the tests. */
export interface Clock {
  now(): Date;
}

/** Makes identifiers: UUIDs of version 7, which sort by time. */
export interface Ids {
  next(): string;
}

export interface DepositStore {
  /**
   * Stores the deposit and its event, both or neither. To store what is stored already changes nothing, so that an
   * attempt whose end is not known can be repeated.
   */
  store(deposit: Deposit, event: DepositReceived): Promise<{ readonly alreadyPublished: boolean }>;
  markPublished(eventId: string, at: Date): Promise<void>;
}

/** A deposit, with what became of it. */
export interface FoundDeposit extends Deposit {
  /** There when the deposit was rejected: stable codes. */
  readonly rejectionReasons?: readonly string[];
}

export interface DepositReader {
  /** Nothing when there is no such deposit of this submitter. */
  find(depositId: string, submittedBy: string): Promise<FoundDeposit | undefined>;
}

export interface DepositEvents {
  /** At least once: a consumer may see the event again, with the same event id. */
  publish(event: DepositReceived): Promise<void>;
}

/** A form that lets its holder send one image, once signed without a connection to anything. */
export interface Upload {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

export interface ImageUploads {
  prepare(depositId: string, contentType: ImageContentType): Promise<Upload>;
}

/** Stands for an account number where the number itself must not be shown. */
export interface Pseudonyms {
  /** The same account has the same pseudonym; nobody without the key finds the account from it. */
  of(accountNumber: string): Promise<string>;
}

/** What an idempotency key decides once, so that every attempt under it does the same work. */
export interface Seed {
  readonly depositId: string;
  readonly eventId: string;
  readonly receivedAt: Date;
}

/** What the first successful attempt answered. */
export interface Receipt {
  readonly depositId: string;
  readonly status: DepositStatus;
}

/** A key that this attempt holds until its lease ends. */
export interface Claim {
  readonly scopedKey: string;
  /** Tells this attempt from any other that held or will hold the key. */
  readonly owner: string;
  readonly seed: Seed;
}

export type ClaimResult =
  | { readonly outcome: 'claimed'; readonly claim: Claim; readonly takenOver: boolean }
  | { readonly outcome: 'completed'; readonly receipt: Receipt }
  | { readonly outcome: 'in-progress'; readonly retryAfterSeconds: number }
  | { readonly outcome: 'mismatch' };

export interface Idempotency {
  /**
   * Takes the key for this attempt. Where an earlier attempt was given up, its seed is taken over: `proposal` counts for
   * a new key only.
   */
  claim(request: {
    readonly scopedKey: string;
    readonly fingerprint: string;
    readonly proposal: Seed;
  }): Promise<ClaimResult>;
  /** Keeps the receipt for later requests with the key. */
  complete(claim: Claim, receipt: Receipt): Promise<void>;
  /** Lets the next attempt take over at once. */
  release(claim: Claim): Promise<void>;
}

/** Learns of trouble that does not change the answer. */
export interface Observer {
  warn(what: string, error: unknown): void;
}
