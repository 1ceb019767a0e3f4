import { setTimeout as sleep } from 'node:timers/promises';
import type { Record } from './record';
import type { SoakSystem } from './soak-system';

const LOOK_EVERY_MS = 300;

/** The person who decides about deposits that wait: as the plan says, by itself, until it is stopped. */
export class Approvals {
  private readonly answered = new Set<string>();

  constructor(
    private readonly system: SoakSystem,
    private readonly record: Record,
  ) {}

  /** Resolves when stopped. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const depositId of [...this.system.observer.waiting]) {
        if (signal.aborted) return;
        if (!this.answered.has(depositId)) await this.answer(depositId);
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async answer(depositId: string): Promise<void> {
    const deposit = this.record.accepted.get(depositId);
    // Not known yet: its answer is still on the way to the client.
    if (!deposit || deposit.expectation === 'WAITING') return;
    const decision = deposit.expectation === 'REFUSED' ? 'REFUSE' : 'APPROVE';
    const answer = await this.system.local.approver.decide(depositId, decision).catch(() => undefined);
    if (answer?.status === 200) this.record.approvals[decision] += 1;
    // Answered already: it was taken, and the answer to it lost. All else is tried again.
    const isAnswered =
      (answer?.body as { type?: string } | undefined)?.type === '/problems/approval-answered';
    if (answer?.status === 200 || isAnswered) this.answered.add(depositId);
  }
}
