import { verifyChain } from '../../functions/deposits/ledger/verify-chain';
import type { LeakWatch } from './leaks';
import type { Told } from './observer';
import type { Accepted, Record } from './record';
import type { DeadLetter, Settlement } from './settle';
import type { StoredDeposit, StoredFacts } from './stored-facts';

/** Everything that a run has to show. */
export interface Facts {
  readonly planned: number;
  readonly record: Pick<Record, 'accepted' | 'batches' | 'surprises'>;
  readonly stored: StoredFacts;
  readonly told: ReadonlyMap<string, Told>;
  readonly signatureRefusals: number;
  readonly settlement: Pick<Settlement, 'deadLetters' | 'unsettled'>;
  readonly poisonSent: number;
  readonly leaks: Pick<LeakWatch, 'leaks' | 'count'>;
  /** Deposits that were there before the run. */
  readonly before: ReadonlySet<string>;
}

/** The sum of a run. */
export interface Reckoning {
  readonly accepted: number;
  readonly cleared: number;
  readonly rejectedByReason: Readonly<{ [reason: string]: number }>;
  readonly waiting: number;
  readonly entries: number;
  /** In minor units, by currency: of the deposits that are cleared, and of the ledger. */
  readonly amounts: Readonly<{ [currency: string]: { readonly deposits: number; readonly ledger: number } }>;
  /** What does not come out, each a sentence that names the deposit. Empty when the sum comes out. */
  readonly findings: readonly string[];
}

/** Compares what was sent with what is stored, posted and told. Nothing may be lost, and nothing may be there twice. */
export function reckon(facts: Facts): Reckoning {
  const stored = new Map(
    facts.stored.deposits
      .filter(({ depositId }) => !facts.before.has(depositId))
      .map((deposit) => [deposit.depositId, deposit]),
  );
  const entries = facts.stored.entries.filter(({ depositId }) => !facts.before.has(depositId));
  const cleared = [...stored.values()].filter(({ status }) => status === 'CLEARED');
  const amounts = amountsOf(cleared, entries);
  return {
    accepted: facts.record.accepted.size,
    cleared: cleared.length,
    rejectedByReason: countReasons(stored),
    waiting: [...stored.values()].filter(({ status }) => status === 'AWAITING_APPROVAL').length,
    entries: entries.length,
    amounts,
    findings: [
      ...facts.record.surprises,
      ...(facts.settlement.unsettled ? [`not at its end in time: ${facts.settlement.unsettled}`] : []),
      ...acceptance(facts, stored),
      ...posting(stored, entries),
      ...sums(amounts),
      ...expectations(facts.record.accepted, stored),
      ...telling(facts, stored),
      ...chain(facts.stored),
      ...facts.stored.unpublished.map(
        ({ depositId, type }) => `${depositId}: its event ${type} was not published`,
      ),
      ...letters(facts.settlement.deadLetters, facts.poisonSent),
      ...batches(facts.record),
      ...secrecy(facts.leaks),
    ],
  };
}

function acceptance({ planned, record }: Facts, stored: Stored): string[] {
  const { accepted } = record;
  const missing = [...accepted.values()].filter(({ depositId }) => !stored.has(depositId));
  const unknown = [...stored.keys()].filter((depositId) => !accepted.has(depositId));
  return [
    ...(accepted.size === planned ? [] : [`${planned} deposits were sent and ${accepted.size} accepted`]),
    ...missing.map(({ depositId, label }) => `${depositId} (${label}): accepted and not stored`),
    ...unknown.map((depositId) => `${depositId}: stored and never accepted`),
    ...[...accepted.values()].flatMap((sent) => differences(sent, stored.get(sent.depositId))),
  ];
}

function differences(sent: Accepted, found: StoredDeposit | undefined): string[] {
  if (!found) return [];
  const { body, minorUnits } = sent.cheque;
  const isSame =
    found.minorUnits === minorUnits &&
    found.currency === body.currency &&
    found.account === body.depositAccountNumber &&
    found.channel === sent.channel;
  return isSame ? [] : [`${sent.depositId} (${sent.label}): stored otherwise than it was sent`];
}

function posting(stored: Stored, entries: StoredFacts['entries']): string[] {
  const findings: string[] = [];
  const posted = new Map<string, number>();
  for (const { depositId, credit, currency } of entries) {
    posted.set(depositId, (posted.get(depositId) ?? 0) + 1);
    const deposit = stored.get(depositId);
    if (deposit?.status !== 'CLEARED') {
      findings.push(`${depositId}: posted and ${deposit?.status ?? 'not stored'}`);
    } else if (
      credit.minorUnits !== deposit.minorUnits ||
      currency !== deposit.currency ||
      credit.account !== deposit.account
    ) {
      findings.push(`${depositId}: posted with another amount or to another account`);
    }
  }
  for (const [depositId, times] of posted) {
    if (times > 1) findings.push(`${depositId}: posted ${times} times`);
  }
  for (const { depositId, status } of stored.values()) {
    if (status === 'CLEARED' && !posted.has(depositId)) findings.push(`${depositId}: cleared and not posted`);
  }
  return findings;
}

function sums(amounts: Reckoning['amounts']): string[] {
  return Object.entries(amounts).flatMap(([currency, { deposits, ledger }]) =>
    deposits === ledger
      ? []
      : [`${currency}: deposits of ${deposits} and ledger entries of ${ledger} in all`],
  );
}

function expectations(accepted: Record['accepted'], stored: Stored): string[] {
  const findings: string[] = [];
  const pairs = new Map<string, number>();
  for (const sent of accepted.values()) {
    const found = stored.get(sent.depositId);
    if (!found) continue;
    if (sent.pair !== undefined) {
      pairs.set(sent.pair, (pairs.get(sent.pair) ?? 0) + (found.status === 'CLEARED' ? 1 : 0));
    }
    if (!isAsExpected(sent, found)) {
      const why = found.reasons.length > 0 ? ` for ${found.reasons.join(', ')}` : '';
      findings.push(
        `${sent.depositId} (${sent.label}): expected ${sent.expectation}, found ${found.status}${why}`,
      );
    }
  }
  for (const [pair, cleared] of pairs) {
    if (cleared !== 1) findings.push(`${pair} and its twin: ${cleared} of the two are cleared`);
  }
  return findings;
}

function isAsExpected({ expectation }: Accepted, { status, reasons }: StoredDeposit): boolean {
  switch (expectation) {
    case 'CLEARED':
      return status === 'CLEARED';
    case 'REFUSED':
      return status === 'REJECTED' && reasons.includes('APPROVAL_REFUSED');
    case 'WAITING':
      return status === 'AWAITING_APPROVAL';
    case 'ONE_OF_TWO':
      return status === 'CLEARED' || (status === 'REJECTED' && reasons.includes('CHEQUE_PRESENTED_BEFORE'));
  }
}

function telling({ told, signatureRefusals, before }: Facts, stored: Stored): string[] {
  const findings = signatureRefusals > 0 ? [`the partner refused ${signatureRefusals} signatures`] : [];
  for (const { depositId, status } of stored.values()) {
    const { outcomes = new Set<string>(), idempotencyKeys = new Set<string>() } = told.get(depositId) ?? {};
    const isDecided = status === 'CLEARED' || status === 'REJECTED';
    if (isDecided && !outcomes.has(status))
      findings.push(`${depositId}: ${status}, and the partner was not told`);
    if ([...outcomes].some((outcome) => outcome !== status)) {
      findings.push(`${depositId}: ${status}, and the partner was told ${[...outcomes].join(' and ')}`);
    }
    if (idempotencyKeys.size > 1) findings.push(`${depositId}: told to the partner under several keys`);
  }
  for (const depositId of told.keys()) {
    if (!stored.has(depositId) && !before.has(depositId))
      findings.push(`${depositId}: told to the partner and not stored`);
  }
  return findings;
}

function chain({ entries, head }: StoredFacts): string[] {
  const { breaks } = verifyChain(entries, head ? { head } : {});
  const found = breaks.map(({ kind, sequence }) => `the ledger's chain at ${sequence}: ${kind}`);
  return head ? found : [...found, 'the ledger has no head'];
}

function letters(deadLetters: readonly DeadLetter[], sent: number): string[] {
  const findings = deadLetters
    .filter(({ poison }) => poison === undefined)
    .map(({ queue, reason }) => `a good message of ${queue} is dead: ${reason}`);
  const poison = deadLetters.filter((letter) => letter.poison !== undefined);
  if (poison.length !== sent) {
    findings.push(`${sent} poison messages were sent and ${poison.length} are in dead-letter queues`);
  }
  const untold = poison.filter(({ reason }) => !reason.includes(': '));
  return [...findings, ...untold.map(({ queue }) => `a dead message of ${queue} has no reason in the logs`)];
}

function batches({ batches: all }: Facts['record']): string[] {
  return all.flatMap(({ label, status, counts, expected }) => {
    if (status !== 'COMPLETED') return [`${label} is ${status}`];
    const isSame =
      counts?.accepted === expected.accepted &&
      counts.rejected === expected.rejected &&
      counts.duplicates === expected.duplicates;
    return isSame ? [] : [`${label}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(counts)}`];
  });
}

function secrecy({ count, leaks }: Facts['leaks']): string[] {
  if (count === 0) return [];
  return [
    `${count} log lines hold secrets or customer data`,
    ...leaks.map(({ source, what, line }) => `${source} logged ${what}: ${line}`),
  ];
}

type Stored = ReadonlyMap<string, StoredDeposit>;

function countReasons(stored: Stored): { [reason: string]: number } {
  const counts: { [reason: string]: number } = {};
  for (const { status, reasons } of stored.values()) {
    if (status !== 'REJECTED') continue;
    const reason = reasons.join(' + ') || 'no reason';
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

function amountsOf(cleared: readonly StoredDeposit[], entries: StoredFacts['entries']): Reckoning['amounts'] {
  const amounts: { [currency: string]: { deposits: number; ledger: number } } = {};
  const of = (currency: string) => {
    amounts[currency] ??= { deposits: 0, ledger: 0 };
    return amounts[currency];
  };
  for (const { currency, minorUnits } of cleared) of(currency).deposits += minorUnits;
  for (const { currency, credit } of entries) of(currency).ledger += credit.minorUnits;
  return amounts;
}
