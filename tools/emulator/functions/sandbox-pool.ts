import type { DeployedFunction } from './deployed-function';
import type { Sandbox } from './sandbox';

export interface SandboxPoolOptions {
  /** Processes at once, on this machine. Whoever comes when all are busy waits. */
  readonly maxProcesses: number;
  /** An idle process is ended after this time. */
  readonly idleMs: number;
  readonly start: (deployed: DeployedFunction) => Promise<Sandbox>;
}

interface Idle {
  readonly sandbox: Sandbox;
  readonly key: string;
  readonly since: number;
}

/** Whoever waits for room: for a warm process of its own function, or a slot (undefined) to start one. */
interface Waiting {
  readonly key: string;
  readonly take: (sandbox: Sandbox | undefined) => void;
  readonly giveUp: (error: Error) => void;
}

/** A process to run an invocation in. */
export interface Lease {
  readonly sandbox: Sandbox;
  /** True when the process was started for this invocation. */
  readonly isCold: boolean;
}

/** Keeps warm processes: the last one used is used first, as Lambda does, and those of replaced code are ended. */
export class SandboxPool {
  private idle: Idle[] = [];
  private readonly revisions = new Map<string, string>();
  private readonly waiting: Waiting[] = [];
  private readonly live = new Set<Sandbox>();
  private taken = 0;
  private readonly reaper: NodeJS.Timeout;

  constructor(private readonly options: SandboxPoolOptions) {
    this.reaper = setInterval(() => void this.reap(), Math.max(20, Math.min(options.idleMs / 2, 10_000)));
    this.reaper.unref();
  }

  /** Processes that run now. */
  get size(): number {
    return this.live.size;
  }

  /** @throws what starting a process throws */
  async acquire(deployed: DeployedFunction): Promise<Lease> {
    const place = placeOf(deployed);
    if (this.revisions.get(place) !== deployed.revision) {
      this.revisions.set(place, deployed.revision);
      this.end((entry) => entry.key.startsWith(`${place}|`) && entry.key !== keyOf(deployed));
    }
    const warm = this.takeIdle(keyOf(deployed));
    if (warm) return { sandbox: warm, isCold: false };
    const handedOver = await this.takeSlot(keyOf(deployed));
    if (handedOver) return { sandbox: handedOver, isCold: false };
    try {
      const sandbox = await this.options.start(deployed);
      this.live.add(sandbox);
      void sandbox.exited.then(() => this.forget(sandbox));
      return { sandbox, isCold: true };
    } catch (error) {
      this.giveSlot();
      throw error;
    }
  }

  /** Takes a process back. It is kept warm, unless it has ended or its code has been replaced. */
  async release(sandbox: Sandbox): Promise<void> {
    const { deployed } = sandbox.input;
    if (!sandbox.isAlive) return;
    const key = keyOf(deployed);
    const isCurrent = this.revisions.get(placeOf(deployed)) === deployed.revision;
    const same = isCurrent ? this.waiting.findIndex((waiting) => waiting.key === key) : -1;
    if (same >= 0) this.waiting.splice(same, 1)[0]?.take(sandbox);
    else if (!isCurrent || this.waiting.length > 0) await sandbox.kill();
    else this.idle.push({ sandbox, key, since: Date.now() });
  }

  /** Ends every process, busy ones too. */
  async close(): Promise<void> {
    clearInterval(this.reaper);
    this.idle = [];
    for (const { giveUp } of this.waiting.splice(0)) giveUp(new Error('the function host was closed'));
    await Promise.all([...this.live].map((sandbox) => sandbox.kill()));
  }

  private takeIdle(key: string): Sandbox | undefined {
    for (let index = this.idle.length - 1; index >= 0; index -= 1) {
      const entry = this.idle[index];
      if (entry?.key !== key) continue;
      this.idle.splice(index, 1);
      if (entry.sandbox.isAlive) return entry.sandbox;
    }
    return undefined;
  }

  private async takeSlot(key: string): Promise<Sandbox | undefined> {
    if (this.taken < this.options.maxProcesses) {
      this.taken += 1;
      return undefined;
    }
    // The process that has been idle longest makes room; its slot goes to the first who waits.
    const slot = new Promise<Sandbox | undefined>((take, giveUp) => this.waiting.push({ key, take, giveUp }));
    void this.idle.shift()?.sandbox.kill();
    return slot;
  }

  private giveSlot(): void {
    const next = this.waiting.shift();
    if (next) next.take(undefined);
    else this.taken -= 1;
  }

  private forget(sandbox: Sandbox): void {
    if (!this.live.delete(sandbox)) return;
    this.idle = this.idle.filter((entry) => entry.sandbox !== sandbox);
    this.giveSlot();
  }

  private reap(): void {
    const before = Date.now() - this.options.idleMs;
    this.end((entry) => entry.since <= before);
  }

  private end(which: (entry: Idle) => boolean): void {
    const ending = this.idle.filter(which);
    this.idle = this.idle.filter((entry) => !which(entry));
    for (const { sandbox } of ending) void sandbox.kill();
  }
}

function placeOf(deployed: DeployedFunction): string {
  return `${deployed.arn}|${deployed.version}`;
}

function keyOf(deployed: DeployedFunction): string {
  return `${placeOf(deployed)}|${deployed.revision}`;
}
