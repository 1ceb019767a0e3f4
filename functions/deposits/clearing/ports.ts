import type { Deposit } from '../deposit';
import type { ApprovalRequested } from '../events/approval-requested';
import type { DepositRejected } from '../events/deposit-rejected';
import type { Restriction } from './account';
import type { Approval, ApprovalOutcome, GivenAnswer } from './approval';
import type { Verdict } from './decide';
import type { DetectedLine } from './detected-line';
import type { Reason } from './reason';
import type { ScreeningFacts } from './screening';

/** What the clearing needs of the world. Each is implemented in `functions/adapters`. */
export interface ClearingDeposits {
  /** @throws UnknownDepositError */
  find(depositId: string): Promise<Deposit>;
}

/** The state machine named a deposit that is not stored: a defect, or an execution that somebody started by hand. */
export class UnknownDepositError extends Error {
  override readonly name = 'UnknownDepositError';

  constructor() {
    super('there is no such deposit');
  }
}

export interface TextDetection {
  /**
   * The lines of text on the image with that key.
   *
   * @throws ImageMissingError while nothing was uploaded
   * @throws ImageUnreadableError when what was uploaded is no image that can be read
   */
  detect(imageKey: string): Promise<readonly DetectedLine[]>;
}

/** The state machine waits and tries again: by its name. */
export class ImageMissingError extends Error {
  override readonly name = 'ImageMissingError';

  constructor(options?: ErrorOptions) {
    super('the image of the cheque is not there yet', options);
  }
}

export class ImageUnreadableError extends Error {
  override readonly name = 'ImageUnreadableError';

  constructor(options?: ErrorOptions) {
    super('what was uploaded is no image that can be read', options);
  }
}

export interface ScreeningRecords {
  /** @throws UnknownDepositError */
  factsOf(depositId: string): Promise<ScreeningFacts>;
}

export interface AccountRestrictions {
  /** Of the account to which the deposit goes. @throws UnknownDepositError */
  ofDeposit(depositId: string): Promise<Restriction | undefined>;
}

/** A decision that stands: it was recorded, and is never changed. */
export interface RecordedDecision {
  readonly decision: 'POST' | 'REJECT';
  readonly reasons: readonly Reason[];
  /** What is to be told of it, until it is known to be out. */
  readonly unpublished?: DepositRejected;
}

export interface DecisionRequest {
  readonly depositId: string;
  /** What to decide of the deposit, unless that was decided before. */
  readonly choose: (deposit: Deposit) => Verdict;
  /** There when a person was asked. */
  readonly approval?: { readonly outcome: ApprovalOutcome; readonly by?: string };
  readonly decidedAt: Date;
}

export interface Decisions {
  /**
   * Decides and records, with the deposit's new status and the event of a rejection, all or nothing. The decision that
   * was recorded first stands. A cheque that is posted for another deposit is rejected, whatever was chosen. Of `REVIEW`
   * nothing is recorded: the decision is yet to come.
   *
   * @throws UnknownDepositError
   * @throws DepositStatusError when nothing can be decided in the deposit's status
   */
  decide(request: DecisionRequest): Promise<RecordedDecision | (Verdict & { readonly decision: 'REVIEW' })>;
}

/** A deposit that is known to wait. */
export interface AwaitingDeposit {
  readonly submittedBy: string;
  /** The event is out already. */
  readonly isPublished: boolean;
}

export interface AwaitingDeposits {
  /**
   * Marks the deposit as awaiting approval and stores the event, both or neither.
   *
   * @throws UnknownDepositError
   * @throws DepositStatusError when the deposit is not in clearing
   */
  markAwaiting(event: ApprovalRequested): Promise<AwaitingDeposit>;
}

/** A stored approval, with what tells whether it was changed since. */
export interface StoredApproval {
  readonly approval: Approval;
  readonly revision: number;
}

export interface Approvals {
  find(depositId: string): Promise<StoredApproval | undefined>;
  /**
   * Stores the approval in the place of what was found.
   *
   * @param replaces its revision; nothing where none was found
   * @returns its own revision; nothing, and nothing stored, when somebody changed it meanwhile
   */
  save(approval: Approval, replaces: number | undefined): Promise<number | undefined>;
}

/**
 * `delivered`: the task goes on. `closed`: the task is over, and this answer had no part in it. `unclear`: the task is
 * over, and an earlier try of this very call may have ended it.
 */
export type Delivery = 'delivered' | 'closed' | 'unclear';

export interface TaskAnswers {
  deliver(taskToken: string, answer: GivenAnswer): Promise<Delivery>;
}
