import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Approvals } from './approvals';
import { customerData } from './cheques';
import { Driver } from './driver';
import { planFaults } from './fault-plan';
import { type FaultCounts, Faults } from './faults';
import { type Percentiles, percentiles } from './latency';
import type { LeakWatch } from './leaks';
import { type LoadPlan, planLoad } from './load-plan';
import { type MemoryUse, MemoryWatch } from './memory';
import { functionCredentials } from './processes';
import { type Reckoning, reckon } from './reckoning';
import { Record } from './record';
import { type Settlement, settle } from './settle';
import type { SoakSystem } from './soak-system';
import { readStoredFacts, type StoredFacts } from './stored-facts';

export interface SoakOptions {
  /** Deposits that have to be accepted; duplicates and malformed requests come on top. */
  readonly deposits: number;
  readonly seed: number;
  readonly leaks: LeakWatch;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
  /** Told often: where it stands. */
  readonly onState: (state: SoakState) => void;
  /** Requests at once. @default 8: some of them wait */
  readonly requestsAtOnce?: number;
  /** @default 12 */
  readonly mostUnderWay?: number;
  /** @default 420 */
  readonly longestSettlingSeconds?: number;
}

/** Where a run stands. */
export interface SoakState {
  /** Of the load, from 0 to 1. */
  readonly share: number;
  readonly accepted: number;
  readonly finished: number;
  readonly text?: string;
}

/** Everything that a run found out. */
export interface SoakResult {
  readonly deposits: number;
  readonly seed: number;
  readonly record: Record;
  readonly reckoning: Reckoning;
  readonly settlement: Settlement;
  readonly faults: FaultCounts;
  readonly latency: {
    readonly answered: Percentiles | undefined;
    readonly posted: Percentiles | undefined;
    readonly notified: Percentiles | undefined;
  };
  readonly memory: MemoryUse | undefined;
  readonly seconds: { readonly load: number; readonly settling: number };
  /** Lines of logs that were looked through. */
  readonly lines: number;
  readonly findings: readonly string[];
}

const SECRETS_EVERY_MS = 1_000;

/** Sends the load, brings the faults about, lets everything come to its end, and reckons. */
export async function runSoak(system: SoakSystem, options: SoakOptions): Promise<SoakResult> {
  const { deposits, seed, leaks, signal } = options;
  const plan = planLoad(deposits, seed);
  leaks.addCustomerData(customerDataOf(plan));
  const record = new Record();
  const ending = new AbortController();
  const until = AbortSignal.any([signal, ending.signal]);
  // Many wait at once, each with a listener.
  setMaxListeners(0, signal, until);
  const memory = new MemoryWatch();
  const approving = new Approvals(system, record).run(until);
  const watching = watchCredentials(leaks, until);
  const started = performance.now();
  try {
    options.onStep(`send ${deposits} deposits, and faults`);
    const faults = await load(system, plan, record, options);
    const loadSeconds = (performance.now() - started) / 1000;
    options.onStep('let everything come to its end');
    const settlement = await settle(system, record, {
      poison: faults.poison,
      longestSeconds: options.longestSettlingSeconds ?? 420,
      signal,
      onState: (text) => options.onState({ ...stateOf(system, record, 1), text }),
    });
    signal.throwIfAborted();
    options.onStep('reckon');
    const stored = await readStoredFacts(system.ledger);
    const reckoning = reckon({
      planned: deposits,
      record,
      stored,
      told: system.observer.told,
      signatureRefusals: system.observer.signatureRefusals,
      settlement,
      poisonSent: faults.poison.size,
      leaks,
      before: system.before.depositIds,
    });
    return {
      deposits,
      seed,
      record,
      reckoning,
      settlement,
      faults: faults.counts,
      latency: latencies(system, record, stored),
      memory: memory.stop(),
      seconds: { load: loadSeconds, settling: settlement.seconds },
      lines: leaks.lines,
      findings: [...reckoning.findings, ...faults.failures],
    };
  } finally {
    ending.abort();
    memory.stop();
    await Promise.all([approving, watching]);
  }
}

async function load(
  system: SoakSystem,
  plan: LoadPlan,
  record: Record,
  options: SoakOptions,
): Promise<Faults> {
  const { deposits, seed, signal } = options;
  const faults = new Faults(system, planFaults(deposits, seed), seed, signal);
  const driver = new Driver(system, record, {
    atOnce: options.requestsAtOnce ?? 8,
    mostUnderWay: options.mostUnderWay ?? 12,
    signal,
    onStep: (done) => {
      const share = done / plan.steps.length;
      faults.reached(share);
      options.onState(stateOf(system, record, share));
    },
  });
  try {
    await driver.run(plan);
  } finally {
    await faults.end();
  }
  signal.throwIfAborted();
  return faults;
}

function stateOf({ observer }: SoakSystem, { accepted }: Record, share: number): SoakState {
  return { share, accepted: accepted.size, finished: observer.finished.size };
}

/** The keys of functions are made when these start: they are looked for in the logs from then on. */
async function watchCredentials(leaks: LeakWatch, signal: AbortSignal): Promise<void> {
  const known = new Set<string>();
  while (!signal.aborted) {
    const fresh = functionCredentials().filter((secret) => !known.has(secret));
    for (const secret of fresh) known.add(secret);
    leaks.addSecrets([...new Set(fresh)]);
    await sleep(SECRETS_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

function customerDataOf({ steps }: LoadPlan): string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'deposit') return customerData(step.deposit.cheque.body);
    if (step.kind === 'other-body') return customerData(step.body);
    if (step.kind === 'malformed')
      return [...step.request.body.matchAll(/\d{12}/g)].map(([number]) => number);
    if (step.kind !== 'batch') return [];
    return step.batch.lines.flatMap(({ cheque }) => (cheque ? customerData(cheque.body) : []));
  });
}

function latencies({ observer }: SoakSystem, record: Record, stored: StoredFacts): SoakResult['latency'] {
  const box = [...record.accepted.values()].filter(({ channel }) => channel === 'box');
  const postedMs = new Map(
    stored.entries.map(({ depositId, postedAtMicros }) => [depositId, postedAtMicros / 1000]),
  );
  const since = (endOf: (depositId: string) => number | undefined): number[] =>
    box.flatMap(({ depositId, submittedMs }) => {
      const end = endOf(depositId);
      return end === undefined ? [] : [end - submittedMs];
    });
  return {
    answered: percentiles(record.answerMilliseconds),
    posted: percentiles(since((depositId) => postedMs.get(depositId))),
    notified: percentiles(since((depositId) => observer.told.get(depositId)?.firstMs)),
  };
}
