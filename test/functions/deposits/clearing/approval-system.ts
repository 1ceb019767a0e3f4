import { answerApproval } from '../../../../functions/deposits/clearing/answer-approval';
import {
  type Answer,
  type Approval,
  approvalExpiry,
  type GivenAnswer,
  openApproval,
} from '../../../../functions/deposits/clearing/approval';
import type { Delivery, TaskAnswers } from '../../../../functions/deposits/clearing/ports';
import { requestApproval } from '../../../../functions/deposits/clearing/request-approval';
import type { ApprovalRequested } from '../../../../functions/deposits/events/approval-requested';
import type { DomainEvent } from '../../../../functions/deposits/events/catalogue';
import { CALLER } from '../../support/fakes';
import { DEPOSIT_ID, InMemoryApprovals } from './support';

export const NOW = new Date('2026-01-01T00:00:00.000Z');
export const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
export const REQUEST = {
  depositId: DEPOSIT_ID,
  taskToken: 'token-1',
  submittedBy: CALLER,
  reasons: ['AMOUNT_ABOVE_LIMIT'] as const,
  requestedAt: NOW,
  expiresAt: approvalExpiry(NOW),
};
export const waiting = openApproval(undefined, REQUEST);
export const given = (outcome: Answer = 'APPROVED', by = 'approver') => ({ outcome, by });
export const answered: Approval = { ...waiting, answer: { ...given(), at: NOW }, sends: 1 };

/** The state machine's side: a task is ended by the first answer to its token. */
export class Tasks implements TaskAnswers {
  readonly ended = new Map<string, GivenAnswer>();
  readonly open = new Set(['token-1']);
  next: (() => Delivery | Error) | undefined;
  before: () => Promise<void> = async () => undefined;

  async deliver(taskToken: string, answer: GivenAnswer): Promise<Delivery> {
    await this.before();
    const forced = this.next?.();
    if (forced instanceof Error) throw forced;
    if (forced) return forced;
    if (!this.open.delete(taskToken)) return 'closed';
    this.ended.set(taskToken, answer);
    return 'delivered';
  }
}

/** Everything that an approval needs, in memory. */
export function system(now: () => Date = () => NOW) {
  const approvals = new InMemoryApprovals();
  const tasks = new Tasks();
  const warnings: string[] = [];
  const published: DomainEvent[] = [];
  const marked: string[] = [];
  const awaiting: ApprovalRequested[] = [];
  const clock = { now };
  const ports = {
    approvals,
    tasks,
    clock,
    observer: { warn: (what: string) => void warnings.push(what) },
    deposits: {
      markAwaiting: async (event: ApprovalRequested) => {
        awaiting.push(event);
        return { submittedBy: CALLER, isPublished: false };
      },
    },
    events: { publish: async (event: DomainEvent) => void published.push(event) },
    outbox: { markPublished: async (eventId: string) => void marked.push(eventId) },
  };
  const request = (taskToken = 'token-1') =>
    requestApproval(ports, { depositId: DEPOSIT_ID, reasons: ['AMOUNT_ABOVE_LIMIT'], taskToken });
  const answer = (outcome: Answer = 'APPROVED', by = 'approver') =>
    answerApproval(ports, { depositId: DEPOSIT_ID, outcome, by });
  const stored = () => approvals.stored.get(DEPOSIT_ID)?.approval;
  return { ports, approvals, tasks, warnings, published, marked, awaiting, request, answer, stored };
}
