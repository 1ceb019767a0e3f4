import { type ApprovalRequested, approvalRequested } from '../events/approval-requested';
import type { DomainEvents, EventOutbox } from '../events/ports';
import type { Clock } from '../ports';
import { type Approval, approvalExpiry, type GivenAnswer, openApproval, standingAnswer } from './approval';
import { ApprovalContentionError, SAVE_ATTEMPTS } from './approval-contention-error';
import { eventIdOf } from './event-id';
import type { Approvals, AwaitingDeposits, TaskAnswers } from './ports';
import type { Reason } from './reason';

export interface RequestApprovalPorts {
  readonly deposits: AwaitingDeposits;
  readonly approvals: Approvals;
  readonly tasks: TaskAnswers;
  readonly events: DomainEvents;
  readonly outbox: Pick<EventOutbox, 'markPublished'>;
  readonly clock: Clock;
}

export interface RequestApproval {
  readonly depositId: string;
  readonly reasons: readonly Reason[];
  readonly taskToken: string;
  /** How long the task waits. @default 259200 (3 days) */
  readonly timeoutSeconds?: number;
}

export interface RequestedApproval {
  readonly expiresAt: Date;
  /** A person had answered an earlier run of the task, and the answer went to this one. */
  readonly wasAnswered: boolean;
}

/**
 * Asks for a person's approval, and keeps the token by which the answer ends the task.
 *
 * The order matters: the deposit is marked before the token is stored, because an answer may come the moment that it is;
 * the request is told last, because who hears of it must be able to answer. A task that runs again does all of it again;
 * if a person has answered an earlier run, the answer is passed on to this one and nobody is asked twice.
 *
 * @throws ApprovalContentionError when others keep changing the approval
 */
export async function requestApproval(
  ports: RequestApprovalPorts,
  command: RequestApproval,
): Promise<RequestedApproval> {
  const { depositId, reasons } = command;
  const requestedAt = ports.clock.now();
  const expiresAt = approvalExpiry(requestedAt, command.timeoutSeconds);
  const eventId = eventIdOf('ApprovalRequested', depositId, requestedAt.toISOString());
  const event = approvalRequested({ depositId, reasons, requestedAt, expiresAt }, eventId);
  for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt += 1) {
    const found = await ports.approvals.find(depositId);
    const existing = found?.approval;
    const answer = standingAnswer(existing);
    if (existing && answer) {
      const request = { ...command, submittedBy: existing.submittedBy, requestedAt, expiresAt };
      const approval = openApproval(existing, request);
      const revision = await ports.approvals.save(approval, found?.revision);
      if (revision === undefined) continue;
      await passOn(ports, approval, answer, revision);
      return { expiresAt, wasAnswered: true };
    }
    const { submittedBy, isPublished } = await ports.deposits.markAwaiting(event);
    const approval = openApproval(existing, { ...command, submittedBy, requestedAt, expiresAt });
    if ((await ports.approvals.save(approval, found?.revision)) === undefined) continue;
    if (!isPublished) await tell(ports, event);
    return { expiresAt, wasAnswered: false };
  }
  throw new ApprovalContentionError();
}

async function passOn(
  { approvals, tasks }: RequestApprovalPorts,
  approval: Approval,
  answer: GivenAnswer,
  revision: number,
): Promise<void> {
  const delivery = await tasks.deliver(approval.taskToken, answer);
  // A token that is void already leaves the answer as it is, for the next run of the task.
  if (delivery !== 'closed') await approvals.save({ ...approval, ended: 'delivered' }, revision);
}

async function tell({ events, outbox, clock }: RequestApprovalPorts, event: ApprovalRequested) {
  await events.publish(event);
  await outbox.markPublished(event.metadata.eventId, clock.now());
}
