import { setTimeout as sleep } from 'node:timers/promises';
import type { SentPoison } from './faults';
import type { Record } from './record';
import type { SoakQueue, SoakSystem } from './soak-system';

/** A message that no function could take, and why. */
export interface DeadLetter {
  readonly queue: string;
  readonly reason: string;
  /** There when it was sent to be refused. */
  readonly poison?: string;
}

/** What was found and done after the load, as a person who operates the system does it. */
export interface Settlement {
  readonly deadLetters: DeadLetter[];
  /** Good messages that an outage brought to a dead-letter queue, sent to their queue again. */
  redrivenMessages: number;
  /** How often a message was sent to its queue again, by its body. */
  readonly redriven: Map<string, number>;
  redrivenExecutions: number;
  relayed: number;
  /** What failed without anybody waiting: source and error, with how often. */
  readonly failures: Map<string, number>;
  /** Undefined when everything came to its end in time. */
  unsettled: string | undefined;
  seconds: number;
}

export interface SettleOptions {
  readonly poison: ReadonlyMap<string, SentPoison>;
  readonly longestSeconds: number;
  readonly signal: AbortSignal;
  readonly onState: (state: string) => void;
}

const LOOK_EVERY_MS = 1_500;
/** What dies again after that is not what an outage has killed. */
const MOST_REDRIVES = 2;
/** The relay leaves younger events to whoever stored them. */
const RELAY_AFTER_SECONDS = 61;

const STATE = `
  select (select count(*) from deposits.deposit where status in ('RECEIVED', 'CLEARING')) as moving,
         (select count(*) from deposits.deposit where status = 'AWAITING_APPROVAL') as waiting,
         (select count(*) from deposits.outbox where published_at is null) as unpublished,
         (select coalesce(cast(extract(epoch from now() - min(created_at)) as integer), 0)
            from deposits.outbox where published_at is null) as oldest_seconds`;

/** Waits until everything has come to its end, and helps where the documented operation is that a person helps. */
export async function settle(
  system: SoakSystem,
  record: Record,
  options: SettleOptions,
): Promise<Settlement> {
  const settlement: Settlement = {
    deadLetters: [],
    redrivenMessages: 0,
    redriven: new Map(),
    redrivenExecutions: 0,
    relayed: 0,
    failures: new Map(),
    unsettled: undefined,
    seconds: 0,
  };
  const started = performance.now();
  const machines = await system.operator.stateMachines();
  let quiet = 0;
  while (!options.signal.aborted) {
    settlement.unsettled = await helpOn(system, record, machines, options, settlement).catch(
      (error: unknown) => `the system cannot be asked: ${String(error)}`,
    );
    settlement.seconds = (performance.now() - started) / 1000;
    options.onState(settlement.unsettled ?? 'all has come to its end');
    // Twice, so that what is between two places is seen in one of them.
    quiet = settlement.unsettled === undefined ? quiet + 1 : 0;
    if (quiet >= 2 || settlement.seconds > options.longestSeconds) return settlement;
    await sleep(LOOK_EVERY_MS, undefined, { signal: options.signal }).catch(() => undefined);
  }
  return settlement;
}

/** @returns what is still on its way */
async function helpOn(
  system: SoakSystem,
  record: Record,
  machines: readonly string[],
  options: SettleOptions,
  settlement: Settlement,
): Promise<string | undefined> {
  await redriveExecutions(system, machines, settlement);
  for (const queue of system.queues) await takeDeadLetters(system, queue, options.poison, settlement);
  await readFailures(system, settlement);
  return stateOf(system, record, options, settlement);
}

async function redriveExecutions(
  { operator }: SoakSystem,
  machines: readonly string[],
  settlement: Settlement,
): Promise<void> {
  for (const machine of machines) {
    for (const { arn } of await operator.failedExecutions(machine)) {
      await operator.redrive(arn);
      settlement.redrivenExecutions += 1;
    }
  }
}

/** Poison is taken out and kept on record; everything else goes back to where it came from. */
async function takeDeadLetters(
  { operator, observer }: SoakSystem,
  queue: SoakQueue,
  poison: ReadonlyMap<string, SentPoison>,
  settlement: Settlement,
): Promise<void> {
  for (;;) {
    const messages = await operator.receive(queue.deadUrl);
    if (messages.length === 0) return;
    for (const message of messages) {
      const reason = observer.messageErrors.get(message.messageId) ?? 'no reason was logged';
      const sent = poison.get(message.messageId);
      const redriven = settlement.redriven.get(message.body) ?? 0;
      if (sent) {
        settlement.deadLetters.push({ queue: queue.name, reason, poison: sent.poison });
      } else if (redriven >= MOST_REDRIVES) {
        settlement.deadLetters.push({ queue: queue.name, reason });
      } else {
        settlement.redriven.set(message.body, redriven + 1);
        await operator.send(queue.url, message.body);
        settlement.redrivenMessages += 1;
      }
      await operator.delete(queue.deadUrl, message);
    }
  }
}

/** Takes the reports of failed calls: a schedule that could not run is run again by the next one. */
async function readFailures({ operator, failuresUrl }: SoakSystem, settlement: Settlement): Promise<void> {
  for (;;) {
    const messages = await operator.receive(failuresUrl);
    if (messages.length === 0) return;
    for (const message of messages) {
      const about = describeFailure(message.body);
      settlement.failures.set(about, (settlement.failures.get(about) ?? 0) + 1);
      await operator.delete(failuresUrl, message);
    }
  }
}

/** What has not come to its end yet; undefined when nothing is left. */
async function stateOf(
  system: SoakSystem,
  record: Record,
  { poison }: SettleOptions,
  settlement: Settlement,
): Promise<string | undefined> {
  const [row = {}] = await system.ledger.query(STATE);
  const number = (name: string): number => Number(row[name] ?? 0);
  const waiting = number('waiting') - system.before.waiting;
  if (number('oldest_seconds') >= RELAY_AFTER_SECONDS) {
    await system.local.emulator.fireSchedule('relay-outbox');
    settlement.relayed += 1;
  }
  const expectedWaiting = [...record.accepted.values()].filter(
    ({ expectation }) => expectation === 'WAITING',
  ).length;
  const depths = await Promise.all(system.queues.map(({ url }) => system.operator.depth(url)));
  const untold = [...record.accepted.keys()].filter((id) => !system.observer.told.has(id)).length;
  const open: readonly (readonly [string, number])[] = [
    ['deposits on their way', number('moving')],
    ['deposits that wait for a person', waiting - expectedWaiting],
    ['outcomes that the partner was not told', untold - expectedWaiting],
    ['events to publish', number('unpublished')],
    ...system.queues.map(({ name }, index) => [`messages in ${name}`, depths[index] ?? 0] as const),
    ['poison messages on their way', poison.size - settlement.deadLetters.length],
    ['batches', record.batches.filter(({ isOpen }) => isOpen).length],
    ['executions', system.local.emulator.workflows.counts().RUNNING - number('waiting')],
  ];
  const left = open.filter(([, count]) => count !== 0).map(([what, count]) => `${count} ${what}`);
  return left.length === 0 ? undefined : left.join(', ');
}

/** Which function failed with which error: of Lambda's record of a failed event, or of a scheduler's dead letter. */
function describeFailure(body: string): string {
  try {
    const { requestContext, responsePayload } = JSON.parse(body) as {
      requestContext?: { functionArn?: string };
      responsePayload?: { errorType?: string };
    };
    const name = requestContext?.functionArn?.split(':')[6];
    return name ? `${name}: ${responsePayload?.errorType ?? 'no error type'}` : 'a call that nobody took';
  } catch {
    return 'a message that is no JSON';
  }
}
