import type { PartnerDelivery } from '../emulator/partner/partner-bank';
import type { EmulatorEvent } from '../emulator/start-emulator';
import { type Card, newCard, summaryOf } from './card';
import { CLEARING, LANE_OF_STATE, LANES, type Lane } from './lanes';
import type { LogEntry } from './log-book';

type WorkflowEvent = Extract<EmulatorEvent, { kind: 'workflow' }>;

/** Deposits that are shown. Of more, the oldest that are done are forgotten; the counts keep them. */
const KEPT_DEPOSITS = 3_000;
const KEPT_STEPS = 80;

const FAILED: Readonly<Record<string, string>> = {
  'execution-failed': 'failed',
  'execution-timed-out': 'timed out',
  'execution-aborted': 'was stopped',
};

/** Where every deposit is, from what the emulator tells while it works. It asks nobody. */
export class Board {
  readonly counts: Record<Lane, number>;
  private readonly cards = new Map<string, Card>();

  /** @param onChange told of each deposit that has changed */
  constructor(private readonly onChange: (card: Card) => void) {
    this.counts = Object.fromEntries(LANES.map((lane) => [lane, 0])) as Record<Lane, number>;
  }

  find(depositId: string): Card | undefined {
    return this.cards.get(depositId);
  }

  list(): Card[] {
    return [...this.cards.values()];
  }

  /** A step of the clearing; other workflows are not looked at. */
  workflow(event: WorkflowEvent): void {
    if (!event.machine.endsWith(CLEARING)) return;
    const card = this.card(event.executionName, event.timeMs);
    const { event: what, state = '', timeMs } = event;
    const lane = what === 'waiting-for-token' ? 'approval' : LANE_OF_STATE[state];
    card.executionArn = event.executionArn;
    if (what === 'state-retried') card.retries += 1;
    if (what === 'execution-redriven') card.failure = undefined;
    const ending = FAILED[what];
    if (ending) card.failure = `${state || 'the clearing'} ${ending}${event.error ? `: ${event.error}` : ''}`;
    addStep(card, timeMs, stepText(event));
    if (what === 'state-entered' || what === 'waiting-for-token') this.move(card, lane, timeMs);
    this.onChange(card);
  }

  /** A line of a function's log. The first line about a deposit puts it on the board. */
  log(entry: LogEntry): void {
    const { depositId, fields, message, functionName } = entry;
    if (depositId === undefined) return;
    const isNew = !this.cards.has(depositId);
    // Whoever asks for a deposit that does not exist logs its id too.
    if (isNew && message !== 'the deposit was accepted') return;
    const card = this.card(depositId, entry.timeMs);
    const { reasons } = fields;
    const hasReasons = Array.isArray(reasons) && /(decide-deposit|request-approval)$/.test(functionName);
    if (hasReasons) card.reasons = reasons.map(String);
    if (isNew || hasReasons) this.onChange(card);
  }

  /** What reached the partner bank. */
  delivered({ body, status, receivedMs }: PartnerDelivery): void {
    const card = this.cards.get(depositOf(body) ?? '');
    if (!card) return;
    addStep(card, receivedMs, `partner answered ${status || 'nothing'}`);
    if (status === 200) card.isTold = true;
    this.settle(card, receivedMs);
    this.onChange(card);
  }

  /** What else is known of a deposit. */
  describe(depositId: string, facts: Pick<Card, 'amount' | 'channel'>): void {
    const card = this.cards.get(depositId);
    if (!card) return;
    Object.assign(card, facts);
    this.onChange(card);
  }

  summaries(): ReturnType<typeof summaryOf>[] {
    return this.list().map(summaryOf);
  }

  private card(depositId: string, timeMs: number): Card {
    const known = this.cards.get(depositId);
    if (known) return known;
    const card = newCard(depositId, timeMs);
    this.cards.set(depositId, card);
    this.counts.received += 1;
    this.forgetOldest();
    return card;
  }

  private move(card: Card, lane: Lane | undefined, timeMs: number): void {
    if (!lane || lane === card.lane) return;
    this.counts[card.lane] -= 1;
    this.counts[lane] += 1;
    card.lane = lane;
    card.sinceMs = timeMs;
    this.settle(card, timeMs);
  }

  /** The partner may be told before the state machine has said that it is done. */
  private settle(card: Card, timeMs: number): void {
    if (card.lane === 'posted' && card.isTold) this.move(card, 'notified', timeMs);
  }

  private forgetOldest(): void {
    if (this.cards.size <= KEPT_DEPOSITS) return;
    for (const [id, { lane, isTold }] of this.cards) {
      if (lane !== 'notified' && !(lane === 'rejected' && isTold)) continue;
      this.cards.delete(id);
      return;
    }
  }
}

function addStep(card: Card, timeMs: number, text: string): void {
  card.steps.push({ timeMs, text });
  if (card.steps.length > KEPT_STEPS) card.steps.shift();
}

function stepText({ event, state, error }: WorkflowEvent): string {
  const words = event.replaceAll('-', ' ').replace(/^state /, '');
  return [state, words, error].filter((part) => part !== undefined).join(' · ');
}

function depositOf(body: string): string | undefined {
  try {
    const { depositId } = JSON.parse(body) as { depositId?: unknown };
    return typeof depositId === 'string' ? depositId : undefined;
  } catch {
    return undefined;
  }
}
