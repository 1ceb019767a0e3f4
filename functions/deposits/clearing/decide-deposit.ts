import type { DomainEvents, EventOutbox } from '../events/ports';
import type { Clock } from '../ports';
import type { ApprovalOutcome } from './approval';
import type { CheckResult } from './check';
import { decide, decideAfterApproval, type Verdict } from './decide';
import type { Decisions } from './ports';

export interface DecideDepositPorts {
  readonly decisions: Decisions;
  readonly events: DomainEvents;
  readonly outbox: Pick<EventOutbox, 'markPublished'>;
  readonly clock: Clock;
}

/** Either what the checks found, or what a person answered. */
export type DecideDeposit = { readonly depositId: string } & (
  | { readonly checks: readonly CheckResult[] }
  | { readonly approval: { readonly outcome: ApprovalOutcome; readonly by?: string } }
);

/**
 * Decides what becomes of the deposit. The same deposit gets the same answer however often it is asked: the decision
 * that was recorded first stands. A rejection is told before the answer is given, and an attempt that failed between the
 * two tells the same event again.
 */
export async function decideDeposit(ports: DecideDepositPorts, command: DecideDeposit): Promise<Verdict> {
  const { depositId } = command;
  const decidedAt = ports.clock.now();
  const decided = await ports.decisions.decide(
    'checks' in command
      ? { depositId, decidedAt, choose: ({ amount }) => decide(command.checks, amount) }
      : {
          depositId,
          decidedAt,
          choose: () => decideAfterApproval(command.approval.outcome),
          approval: command.approval,
        },
  );
  if ('unpublished' in decided && decided.unpublished) {
    await ports.events.publish(decided.unpublished);
    await ports.outbox.markPublished(decided.unpublished.metadata.eventId, ports.clock.now());
  }
  return { decision: decided.decision, reasons: decided.reasons };
}
