import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, PlannedFault, PoisonKind, QueueName } from './fault-plan';
import type { Begun } from './observer';
import { processOfLogStream } from './processes';
import { Random } from './random';
import type { SoakQueue, SoakSystem } from './soak-system';

/** A poison message that was sent. */
export interface SentPoison {
  readonly queue: QueueName;
  readonly poison: PoisonKind;
}

/** What was done to the system. */
export interface FaultCounts {
  killsPlanned: number;
  /** Processes that were killed, by function. */
  readonly killed: Map<string, number>;
  cutOffs: number;
  cutOffSeconds: number;
  resumes: number;
  lostAnswers: number;
  /** Of the embedded database, after a process was killed. */
  failovers: number;
  partnerFaults: number;
  redelivered: number;
  poison: number;
}

const EVENTS_OF: Readonly<Record<QueueName, string>> = {
  clearing: "'DepositReceived'",
  notifications: "'DepositCleared', 'DepositRejected'",
};

const FAILOVER_AFTER_SECONDS = 2;
/** Longer than any outage of a run, at an attempt a second. */
const MOST_ATTEMPTS = 90;

/** Brings the planned faults about, each when its moment has come. */
export class Faults {
  readonly counts: FaultCounts = {
    killsPlanned: 0,
    killed: new Map(),
    cutOffs: 0,
    cutOffSeconds: 0,
    resumes: 0,
    lostAnswers: 0,
    failovers: 0,
    partnerFaults: 0,
    redelivered: 0,
    poison: 0,
  };
  /** By the message's id. */
  readonly poison = new Map<string, SentPoison>();
  readonly failures: string[] = [];
  private readonly armed: { readonly functionName: string; readonly afterMilliseconds: number }[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private readonly random: Random;
  private left: readonly PlannedFault[];
  /** One fault of the database at a time: the end of one is not the end of another. */
  private database: Promise<void> = Promise.resolve();

  constructor(
    private readonly system: SoakSystem,
    plan: readonly PlannedFault[],
    seed: number,
    private readonly signal: AbortSignal,
  ) {
    this.left = plan;
    this.random = new Random(seed ^ 0xfa17);
    system.observer.onBegun = (begun) => this.begun(begun);
  }

  /** @param share of the load that has been sent, from 0 to 1 */
  reached(share: number): void {
    const due = this.left.filter(({ at }) => at <= share);
    this.left = this.left.filter(({ at }) => at > share);
    for (const { fault } of due) this.start(fault);
  }

  /** Begins what has not begun, waits for what is under way, and takes every lasting fault back. */
  async end(): Promise<void> {
    this.reached(1);
    while (this.underWay.size > 0) await Promise.all(this.underWay);
    this.armed.length = 0;
    this.system.local.emulator.dataApi.restore();
    this.system.local.partner.recover();
  }

  private start(fault: Fault): void {
    this.track(
      this.inject(fault).catch((error: unknown) => {
        if (!this.signal.aborted) this.failures.push(`the fault ${fault.kind}: ${String(error)}`);
      }),
    );
  }

  private track(injected: Promise<void>): void {
    const work = injected.finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  private async inject(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case 'kill':
        this.counts.killsPlanned += 1;
        this.armed.push(fault);
        return;
      case 'database-cut-off':
        return this.onDatabase(() => this.cutOff(fault.seconds));
      case 'database-resumes':
        return this.onDatabase(() => this.resume(fault.seconds));
      case 'database-answers-lost':
        return this.onDatabase(async () => {
          this.counts.lostAnswers += fault.count;
          this.system.local.emulator.dataApi.loseAnswers(fault.count);
        });
      case 'partner':
        this.counts.partnerFaults += fault.times;
        this.system.local.partner.fail(fault.fault, fault.times);
        return;
      case 'redelivery':
        return this.redeliver(this.queue(fault.queue), fault.messages);
      case 'poison':
        return this.sendPoison(this.queue(fault.queue), fault.poison);
    }
  }

  private onDatabase(work: () => Promise<void>): Promise<void> {
    this.database = this.database.then(() => (this.signal.aborted ? undefined : work()));
    return this.database;
  }

  private async cutOff(seconds: number): Promise<void> {
    const { dataApi } = this.system.local.emulator;
    this.counts.cutOffs += 1;
    this.counts.cutOffSeconds += seconds;
    await dataApi.cutOff();
    await this.pause(seconds);
    dataApi.restore();
  }

  /**
   * A killed process may leave a transaction, which the Data API ends after three minutes without a call. Where there is
   * one connection, nothing goes on until then: so a failover ends it, as short as can be.
   */
  private async failOver(): Promise<void> {
    await this.pause(FAILOVER_AFTER_SECONDS);
    await this.onDatabase(async () => {
      const { dataApi } = this.system.local.emulator;
      this.counts.failovers += 1;
      await dataApi.cutOff();
      dataApi.restore();
    });
  }

  private async resume(seconds: number): Promise<void> {
    this.counts.resumes += 1;
    await this.system.local.emulator.dataApi.pause({ seconds });
    // The next fault waits until this one is over: restoring the database would end it.
    await this.pause(seconds + 1);
  }

  private begun({ functionName, logStream }: Begun): void {
    const index = this.armed.findIndex((kill) => kill.functionName === functionName);
    const [kill] = index < 0 ? [] : this.armed.splice(index, 1);
    if (!kill) return;
    setTimeout(() => {
      const pid = processOfLogStream(logStream);
      if (pid === undefined || this.signal.aborted) return;
      try {
        process.kill(pid, 'SIGKILL');
        this.counts.killed.set(functionName, (this.counts.killed.get(functionName) ?? 0) + 1);
      } catch {
        return; // It has ended by itself.
      }
      if (this.system.hasOneConnection) this.track(this.failOver());
    }, kill.afterMilliseconds).unref();
  }

  /** Events that are out already, taken at random from the outbox, in any order, as the bus would envelop them. */
  private async redeliver(queue: SoakQueue, messages: number): Promise<void> {
    for (const { type, event } of this.random.shuffled(await this.published(queue)).slice(0, messages)) {
      await this.system.operator.send(queue.url, envelope(type, event));
      this.counts.redelivered += 1;
    }
  }

  private async published(queue: SoakQueue): Promise<{ readonly type: string; readonly event: object }[]> {
    const sql = `select event_type, payload from deposits.outbox
                  where published_at is not null and event_type in (${EVENTS_OF[queue.name]})
                  order by md5(cast(event_id as text)) limit 500`;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const rows = await this.system.ledger.query(sql);
        return rows.map(({ event_type: type, payload }) => ({
          type: String(type),
          event: (typeof payload === 'string' ? JSON.parse(payload) : payload) as object,
        }));
      } catch (error) {
        // The database is away, as another fault has it.
        if (attempt >= MOST_ATTEMPTS || this.signal.aborted) throw error;
        await this.pause(1);
      }
    }
  }

  private async sendPoison(queue: SoakQueue, poison: PoisonKind): Promise<void> {
    const messageId = await this.system.operator.send(queue.url, poisonBody(poison, this.random));
    this.poison.set(messageId, { queue: queue.name, poison });
    this.counts.poison += 1;
  }

  private queue(name: QueueName): SoakQueue {
    const found = this.system.queues.find((queue) => queue.name === name);
    if (!found) throw new Error(`there is no queue ${name}`);
    return found;
  }

  private async pause(seconds: number): Promise<void> {
    await sleep(seconds * 1000, undefined, { signal: this.signal }).catch(() => undefined);
  }
}

/** What EventBridge makes of an event. `type` is the envelope's, not the event's. */
function envelope(detailType: string, { type: _type, ...detail }: { readonly type?: unknown }): string {
  return JSON.stringify({
    version: '0',
    id: crypto.randomUUID(),
    'detail-type': detailType,
    source: 'deposits',
    account: '123456789012',
    time: new Date().toISOString(),
    region: 'eu-central-1',
    resources: [],
    detail,
  });
}

function poisonBody(poison: PoisonKind, random: Random): string {
  switch (poison) {
    case 'no-json':
      return '{"detail-type": "DepositReceived", ';
    case 'no-event':
      return envelope('DepositReceived', { type: 'DepositReceived' });
    case 'other-event':
      return envelope('AccountOpened', {});
    case 'unknown-deposit': {
      const at = new Date().toISOString();
      return envelope('DepositReceived', {
        ...{ metadata: { schemaVersion: 1, eventId: random.uuid(), occurredAt: at } },
        data: {
          depositId: `0199aaaa-0000-7000-8000-${random.digits('5', 12)}`,
          amount: { minorUnits: 100, currency: 'USD' },
          depositBoxId: 'box-0001',
          receivedAt: at,
          channel: 'box',
        },
      } as object);
    }
  }
}
