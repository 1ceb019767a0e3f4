import type { Clock, Observer } from '../ports';
import { type Answer, type Approval, type GivenAnswer, judgeAnswer } from './approval';
import { ApprovalContentionError, SAVE_ATTEMPTS } from './approval-contention-error';
import type { Approvals, TaskAnswers } from './ports';

export interface AnswerApprovalPorts {
  readonly approvals: Approvals;
  readonly tasks: TaskAnswers;
  readonly clock: Clock;
  readonly observer: Observer;
}

export interface AnswerApproval {
  readonly depositId: string;
  readonly outcome: Answer;
  /** The identity of the person. */
  readonly by: string;
}

export type AnswerResult =
  | { readonly kind: 'taken'; readonly answer: GivenAnswer }
  | { readonly kind: 'not-waiting' | 'own-deposit' | 'answered' | 'expired' };

/**
 * Takes a person's answer and lets the clearing go on.
 *
 * The answer is stored before it is sent, so that an attempt that ends between the two loses nothing: the same answer,
 * sent again by the same person, goes on from there. Only one answer is ever stored for a token, whoever else answers at
 * the same moment.
 *
 * A task that is over says so, and not who ended it. It was this answer when an earlier send of it was on its way, which
 * is why each send is counted before it is made; else the execution was stopped, and the answer came too late.
 *
 * @throws ApprovalContentionError when others keep changing the approval
 */
export async function answerApproval(
  ports: AnswerApprovalPorts,
  command: AnswerApproval,
): Promise<AnswerResult> {
  for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt += 1) {
    const found = await ports.approvals.find(command.depositId);
    if (!found) return { kind: 'not-waiting' };
    const judged = judgeAnswer(found.approval, command, ports.clock.now());
    if (judged.kind === 'delivered') return { kind: 'taken', answer: judged.answer };
    if (judged.kind !== 'send') return { kind: judged.kind };
    const { approval, answer } = judged;
    const revision = await ports.approvals.save(approval, found.revision);
    if (revision === undefined) continue;
    const delivery = await ports.tasks.deliver(approval.taskToken, answer);
    if (delivery !== 'closed' || approval.sends > 1) {
      await noteDelivered(ports, approval, revision);
      return { kind: 'taken', answer };
    }
    const closed = await ports.approvals.save({ ...approval, ended: 'closed' }, revision);
    // Where it could not be stored, somebody sent the same answer meanwhile, or the task runs again with another token.
    if (closed !== undefined) return { kind: 'expired' };
  }
  throw new ApprovalContentionError();
}

/** Saves the next repetition a call. The answer is with the state machine, whether or not this succeeds. */
async function noteDelivered(
  { approvals, observer }: AnswerApprovalPorts,
  approval: Approval,
  revision: number,
): Promise<void> {
  try {
    await approvals.save({ ...approval, ended: 'delivered' }, revision);
  } catch (error) {
    observer.warn('the approval could not be marked as delivered', error);
  }
}
