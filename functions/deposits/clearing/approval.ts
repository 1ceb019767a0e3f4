import type { Reason } from './reason';

/** What a person may answer. `EXPIRED` is the state machine's word for: nobody did in time. */
export const ANSWERS = ['APPROVED', 'REFUSED'] as const;
export type Answer = (typeof ANSWERS)[number];
export type ApprovalOutcome = Answer | 'EXPIRED';

/** How long the task of the state machine waits for a person, its `TimeoutSeconds`, unless it says otherwise. */
export const APPROVAL_TIMEOUT_SECONDS = 3 * 24 * 60 * 60;

/**
 * Answers are taken until so long before the task ends, or a tenth of its time where that is less. The task began before
 * the function did that asks for the approval, so without this margin an answer could be taken that the task no longer
 * hears.
 */
export const APPROVAL_MARGIN_SECONDS = 5 * 60;

/**
 * A deposit that waits, or waited, for a person.
 *
 * It lives in DynamoDB and not in Aurora: the task token is a capability, and a database that many functions read is no
 * place for it; one item by one key, changed under one condition, is all there is to do; the item removes itself when it
 * is over; and a person's answer neither waits for a paused cluster nor needs the function to have a path to the ledger.
 */
export interface Approval {
  readonly depositId: string;
  /** Lets whoever has it end the task. Never logged, never told. */
  readonly taskToken: string;
  /** Who may not answer. */
  readonly submittedBy: string;
  readonly reasons: readonly Reason[];
  readonly requestedAt: Date;
  /** Answers are taken before this time. */
  readonly expiresAt: Date;
  readonly answer?: GivenAnswer;
  /** How often the answer was sent to the token, or was about to be. */
  readonly sends: number;
  /** Known only when the answer was sent: the task took it, or was over before. */
  readonly ended?: 'delivered' | 'closed';
}

export interface GivenAnswer {
  readonly outcome: Answer;
  readonly by: string;
  readonly at: Date;
}

export interface ApprovalRequest {
  readonly depositId: string;
  readonly taskToken: string;
  readonly submittedBy: string;
  readonly reasons: readonly Reason[];
  readonly requestedAt: Date;
  readonly expiresAt: Date;
}

/** When answers to a request are taken no more. */
export function approvalExpiry(requestedAt: Date, timeoutSeconds = APPROVAL_TIMEOUT_SECONDS): Date {
  const marginSeconds = Math.min(APPROVAL_MARGIN_SECONDS, timeoutSeconds / 10);
  return new Date(requestedAt.getTime() + Math.floor((timeoutSeconds - marginSeconds) * 1000));
}

/** The answer that counts, if there is one. One that came too late was refused: its person was told so. */
export function standingAnswer(approval: Approval | undefined): GivenAnswer | undefined {
  return approval?.ended === 'closed' ? undefined : approval?.answer;
}

/**
 * The approval that a task asks for. A task that runs again brings another token, which takes the place of the one
 * before. Where a person has answered already, the answer stays, and is to be sent to the new token: the person did
 * their part.
 */
export function openApproval(existing: Approval | undefined, request: ApprovalRequest): Approval {
  const { depositId, taskToken, submittedBy, reasons, requestedAt, expiresAt } = request;
  const opened = { depositId, taskToken, submittedBy, reasons, requestedAt, expiresAt };
  const answer = standingAnswer(existing);
  // One send: the answer's first one to this token.
  return answer ? { ...opened, answer, sends: 1 } : { ...opened, sends: 0 };
}

export type AnswerJudgement =
  /** Nobody may approve what they submitted themselves. */
  | { readonly kind: 'own-deposit' }
  | { readonly kind: 'expired' }
  /** Somebody has answered otherwise, or somebody else has. */
  | { readonly kind: 'answered' }
  /** The state machine has this very answer. */
  | { readonly kind: 'delivered'; readonly answer: GivenAnswer }
  /** To be stored as it is here, then sent. */
  | { readonly kind: 'send'; readonly approval: Approval; readonly answer: GivenAnswer };

/** What to do with an answer. The same answer of the same person may come any number of times. */
export function judgeAnswer(
  approval: Approval,
  given: { readonly outcome: Answer; readonly by: string },
  now: Date,
): AnswerJudgement {
  if (approval.submittedBy === given.by) return { kind: 'own-deposit' };
  const { answer } = approval;
  if (answer && (answer.outcome !== given.outcome || answer.by !== given.by)) return { kind: 'answered' };
  if (answer && approval.ended === 'delivered') return { kind: 'delivered', answer };
  if (approval.ended === 'closed' || now >= approval.expiresAt) return { kind: 'expired' };
  const kept = answer ?? { outcome: given.outcome, by: given.by, at: now };
  return { kind: 'send', approval: { ...approval, answer: kept, sends: approval.sends + 1 }, answer: kept };
}
