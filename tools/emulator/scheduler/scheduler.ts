import { setTimeout as sleep } from 'node:timers/promises';
import type { CallGuard } from '../gateway/call';
import { type DeployedSchedule, type DeployedSchedulesOptions, readSchedules } from './deployed-schedules';
import { type Delivery, type DeliveryOptions, deliver } from './schedule-delivery';
import { type Occurrences, parseSchedule } from './schedule-expression';

export interface SchedulerOptions
  extends DeployedSchedulesOptions,
    Pick<DeliveryOptions, 'functionHost' | 'workflows' | 'firstDelaySeconds' | 'permissions'> {
  /** Where dead letters are sent: the gateway. */
  readonly gatewayEndpoint: string;
  /** Whether schedules fire by themselves. Without, only `fire` fires them. */
  readonly hasClock: boolean;
  /** Told once for each distinct text. */
  readonly onNotice: (message: string) => void;
}

interface Planned {
  readonly schedule: DeployedSchedule;
  readonly nextMs: number;
}

/** A timer does not look further ahead than this: a clock that was set is noticed. */
const LONGEST_LOOK_MS = 60_000;
/** Terraform makes several schedules one after another: they are read once. */
const SETTLE_MS = 200;

/** EventBridge Scheduler at run time: fires the deployed schedules. Flexible windows are taken as closed. */
export class Scheduler {
  private readonly stopping = new AbortController();
  private readonly delivering = new Set<Promise<unknown>>();
  private planned: Planned[] = [];
  private timer: NodeJS.Timeout | undefined;
  private settling: NodeJS.Timeout | undefined;

  constructor(private readonly options: SchedulerOptions) {}

  /** Sees schedules that are created, changed or deleted through the gateway. */
  watch(): CallGuard {
    return {
      check: async (call, response) => {
        if (call.service === 'scheduler' && call.method !== 'GET' && this.options.hasClock) {
          response.once('finish', () => this.readSoon());
        }
        return false;
      },
    };
  }

  /**
   * Fires a schedule now, whether it is enabled and due or not. Resolves when its target has taken the event, or the event
   * is in the dead-letter queue.
   *
   * @param name of the schedule, or its ARN
   * @throws Error when there is no such schedule, or several groups have one
   */
  async fire(name: string): Promise<Delivery> {
    const all = await readSchedules(this.options);
    const found = all.filter((schedule) => schedule.name === name || schedule.arn === name);
    const [schedule] = found;
    if (!schedule || found.length > 1) {
      const names = all.map((one) => one.name).sort();
      const why = schedule ? 'is in several groups: give its ARN' : 'does not exist';
      throw new Error(`the schedule '${name}' ${why}; deployed are ${names.join(', ') || 'none'}`);
    }
    return this.deliver(schedule, Date.now());
  }

  /** Reads the deployed schedules and plans their next firings. */
  async refresh(): Promise<void> {
    const schedules = await readSchedules(this.options);
    if (this.stopping.signal.aborted) return;
    const now = Date.now();
    this.planned = schedules.flatMap((schedule) => this.plan(schedule, now));
    this.wait();
  }

  /** Stops the clock and gives up what is being delivered. Safe to call twice. */
  async close(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    clearTimeout(this.settling);
    await Promise.allSettled(this.delivering);
  }

  private readSoon(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.refresh().catch((error) => this.options.onNotice(`Scheduler: ${String(error)}`));
    }, SETTLE_MS).unref();
  }

  private plan(schedule: DeployedSchedule, afterMs: number): Planned[] {
    if (!schedule.isEnabled) return [];
    let occurrences: Occurrences;
    try {
      occurrences = parseSchedule(schedule.expression, schedule.timezone, schedule.createdMs);
    } catch (error) {
      this.options.onNotice(`The schedule ${schedule.name} does not fire: ${String(error)}`);
      return [];
    }
    const nextMs = occurrences.after(Math.max(afterMs, (schedule.startMs ?? 0) - 1));
    if (nextMs === undefined || nextMs > (schedule.endMs ?? Number.POSITIVE_INFINITY)) return [];
    return [{ schedule, nextMs }];
  }

  private wait(): void {
    clearTimeout(this.timer);
    if (!this.options.hasClock || this.planned.length === 0) return;
    const nextMs = Math.min(...this.planned.map((planned) => planned.nextMs));
    const waitMs = Math.min(Math.max(nextMs - Date.now(), 0), LONGEST_LOOK_MS);
    this.timer = setTimeout(() => this.fireDue(), waitMs).unref();
  }

  private fireDue(): void {
    const now = Date.now();
    this.planned = this.planned.flatMap((planned) => {
      if (planned.nextMs > now) return [planned];
      this.deliver(planned.schedule, planned.nextMs).catch((error) => {
        if (!this.stopping.signal.aborted)
          this.options.onNotice(`${planned.schedule.name}: ${String(error)}`);
      });
      // What was missed while the machine slept is not made up for.
      return this.plan(planned.schedule, now);
    });
    this.wait();
  }

  private deliver(schedule: DeployedSchedule, scheduledMs: number): Promise<Delivery> {
    const {
      gatewayEndpoint: endpoint,
      credentials,
      functionHost,
      workflows,
      firstDelaySeconds,
      permissions,
    } = this.options;
    const work = deliver(schedule, scheduledMs, {
      endpoint,
      credentials,
      functionHost,
      workflows,
      ...(permissions ? { permissions } : {}),
      pause: (seconds) => sleep(seconds * 1000, undefined, { signal: this.stopping.signal, ref: false }),
      ...(firstDelaySeconds === undefined ? {} : { firstDelaySeconds }),
    }).then((delivery) => {
      if (delivery.outcome !== 'delivered') {
        this.options.onNotice(`The schedule ${schedule.name} was ${delivery.outcome}: ${delivery.reason}`);
      }
      return delivery;
    });
    this.delivering.add(work);
    work.catch(() => undefined).finally(() => this.delivering.delete(work));
    return work;
  }
}
