import type { DeployedFunction } from './deployed-function';
import type { Sandbox } from './sandbox';

export interface SandboxPoolOptions {
  /** Invocations that are run at once on this machine. Whoever comes when all turns are taken waits. */
  readonly maxInvocations: number;
  /** Processes at once, idle ones among them; never fewer than `maxInvocations`. */
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

/** Whoever waits for a turn. */
interface Waiting {
  readonly go: () => void;
  readonly giveUp: (error: Error) => void;
}

/** A process to run an invocation in. */
export interface Lease {
  readonly sandbox: Sandbox;
  /** True when the process was started for this invocation. */
  readonly isCold: boolean;
}

/**
 * Keeps warm processes: the last one used is used first, as Lambda does, and those of replaced code are ended.
 *
 * Invocations take turns, fewer than there may be processes: with many functions under load, a process of another function
 * would otherwise have to be ended for each invocation, and nothing would be done but starting processes.
 */
export class SandboxPool {
  private idle: Idle[] = [];
  private readonly revisions = new Map<string, string>();
  private readonly waiting: Waiting[] = [];
  private readonly live = new Set<Sandbox>();
  private readonly busy = new Set<Sandbox>();
  private turns = 0;
  private starting = 0;
  private readonly maxProcesses: number;
  private readonly reaper: NodeJS.Timeout;

  constructor(private readonly options: SandboxPoolOptions) {
    this.maxProcesses = Math.max(options.maxProcesses, options.maxInvocations);
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
    await this.takeTurn();
    const warm = this.takeIdle(keyOf(deployed));
    if (warm) {
      this.busy.add(warm);
      return { sandbox: warm, isCold: false };
    }
    try {
      const sandbox = await this.startOne(deployed);
      this.busy.add(sandbox);
      void sandbox.exited.then(() => this.forget(sandbox));
      return { sandbox, isCold: true };
    } catch (error) {
      this.endTurn();
      throw error;
    }
  }

  /** Takes a process back. It is kept warm, unless it has ended or its code has been replaced. */
  async release(sandbox: Sandbox): Promise<void> {
    const { deployed } = sandbox.input;
    const isCurrent = this.revisions.get(placeOf(deployed)) === deployed.revision;
    const isKept = sandbox.isAlive && isCurrent;
    if (isKept) this.idle.push({ sandbox, key: keyOf(deployed), since: Date.now() });
    if (this.busy.delete(sandbox)) this.endTurn();
    if (sandbox.isAlive && !isCurrent) await sandbox.kill();
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

  private async takeTurn(): Promise<void> {
    if (this.turns < this.options.maxInvocations) {
      this.turns += 1;
      return;
    }
    await new Promise<void>((go, giveUp) => this.waiting.push({ go, giveUp }));
  }

  /** The turn goes to whoever has waited longest. */
  private endTurn(): void {
    const next = this.waiting.shift();
    if (next) next.go();
    else this.turns -= 1;
  }

  /** The processes that have been idle longest make room. */
  private async startOne(deployed: DeployedFunction): Promise<Sandbox> {
    this.starting += 1;
    try {
      while (this.live.size + this.starting > this.maxProcesses) {
        const longest = this.idle.shift();
        if (!longest) break;
        await longest.sandbox.kill();
        this.live.delete(longest.sandbox);
      }
      const sandbox = await this.options.start(deployed);
      this.live.add(sandbox);
      return sandbox;
    } finally {
      this.starting -= 1;
    }
  }

  private forget(sandbox: Sandbox): void {
    this.live.delete(sandbox);
    this.idle = this.idle.filter((entry) => entry.sandbox !== sandbox);
    if (this.busy.delete(sandbox)) this.endTurn();
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
