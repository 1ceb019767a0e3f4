import type { PartnerFault } from '../emulator/partner/partner-bank';
import { Random } from './random';

/** The queues whose messages functions take. */
export const QUEUES = ['clearing', 'notifications'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Something that goes wrong. */
export type Fault =
  /** The next process of the function that begins an invocation is killed after so many milliseconds. */
  | { readonly kind: 'kill'; readonly functionName: string; readonly afterMilliseconds: number }
  | { readonly kind: 'database-cut-off'; readonly seconds: number }
  | { readonly kind: 'database-resumes'; readonly seconds: number }
  /** The work is done and the answer lost. */
  | { readonly kind: 'database-answers-lost'; readonly count: number }
  | { readonly kind: 'partner'; readonly fault: PartnerFault; readonly times: number }
  /** Messages of earlier events come again, in any order. */
  | { readonly kind: 'redelivery'; readonly queue: QueueName; readonly messages: number }
  | { readonly kind: 'poison'; readonly queue: QueueName; readonly poison: PoisonKind };

export const POISONS = ['no-json', 'no-event', 'other-event', 'unknown-deposit'] as const;
export type PoisonKind = (typeof POISONS)[number];

/** A fault, and when: a share of the load that was sent before, from 0 to 1. */
export interface PlannedFault {
  readonly at: number;
  readonly fault: Fault;
}

/** By how often they run, so that each is hit and those that run for every deposit are hit most. */
const KILLED: Readonly<Record<string, number>> = {
  'submit-deposit': 5,
  'start-clearing': 3,
  'read-cheque': 4,
  'screen-deposit': 4,
  'verify-account': 4,
  'decide-deposit': 5,
  'post-ledger': 6,
  'notify-partner': 3,
  'request-approval': 2,
  'answer-approval': 2,
  'submit-batch': 1,
  'split-batch': 1,
  'accept-batch-items': 2,
  'merge-batch': 1,
  'relay-outbox': 1,
};

/** The functions that are killed, those that run most often several times. */
export const KILLABLE: readonly string[] = Object.entries(KILLED).flatMap(([name, weight]) =>
  Array.from({ length: weight }, () => name),
);

/** An invocation takes some ten milliseconds: most of these moments lie within it. */
const LONGEST_KILL_DELAY_MS = 40;

/** The faults of a run: each kind at least once, at moments that the seed decides, more of them in a longer run. */
export function planFaults(deposits: number, seed: number): readonly PlannedFault[] {
  const random = new Random(seed ^ 0x5eed);
  const faults = [
    ...kills(deposits, random),
    ...databaseFaults(deposits, random),
    ...partnerFaults(deposits, random),
    ...messageFaults(deposits, random),
  ];
  // Not in the last part: what comes up then has no load to meet.
  return faults
    .map((fault) => ({ at: 0.03 + random.next() * 0.87, fault }))
    .sort((left, right) => left.at - right.at);
}

function kills(deposits: number, random: Random): Fault[] {
  const names = new Set(KILLABLE);
  const further = Math.max(0, Math.round(deposits / 25) - names.size);
  return [...names, ...Array.from({ length: further }, () => random.pick(KILLABLE))].map((functionName) => ({
    kind: 'kill',
    functionName,
    afterMilliseconds: random.between(0, LONGEST_KILL_DELAY_MS),
  }));
}

function databaseFaults(deposits: number, random: Random): Fault[] {
  const rounds = Math.min(8, Math.max(1, Math.round(deposits / 500)));
  return Array.from({ length: rounds }, (_, round): Fault[] => [
    // The first one of a longer run lasts longer than a function may take.
    { kind: 'database-cut-off', seconds: round === 0 && deposits >= 1_000 ? 32 : random.between(2, 5) },
    { kind: 'database-resumes', seconds: random.between(2, 4) },
    { kind: 'database-answers-lost', count: random.between(3, 8) },
    { kind: 'database-answers-lost', count: random.between(1, 3) },
  ]).flat();
}

function partnerFaults(deposits: number, random: Random): Fault[] {
  const rounds = Math.min(8, Math.max(1, Math.round(deposits / 400)));
  return Array.from({ length: rounds }, (): Fault[] => [
    { kind: 'partner', fault: { kind: 'status', status: 500 }, times: random.between(3, 12) },
    {
      kind: 'partner',
      fault: { kind: 'status', status: 429, retryAfterSeconds: 1 },
      times: random.between(3, 8),
    },
    // Longer than notify-partner waits for one answer.
    { kind: 'partner', fault: { kind: 'slow', milliseconds: 11_000 }, times: random.between(1, 2) },
    { kind: 'partner', fault: { kind: 'close' }, times: random.between(2, 5) },
  ]).flat();
}

function messageFaults(deposits: number, random: Random): Fault[] {
  const rounds = Math.min(20, Math.max(2, Math.round(deposits / 200)));
  const redeliveries = Array.from({ length: rounds }, (): Fault[] =>
    QUEUES.map((queue) => ({ kind: 'redelivery', queue, messages: random.between(10, 30) })),
  ).flat();
  const poisons = QUEUES.flatMap((queue) =>
    POISONS.filter((poison) => queue === 'clearing' || poison !== 'unknown-deposit').map(
      (poison): Fault => ({ kind: 'poison', queue, poison }),
    ),
  );
  return [...redeliveries, ...poisons];
}
