import { type FoundProcess, type ProcessKind, processesOfThisRun } from './processes';

/** Megabytes of resident memory that is not shared. */
export interface MemoryReading {
  readonly parent: number;
  readonly moto: number;
  readonly functions: number;
  readonly functionProcesses: number;
  readonly database: number;
}

export interface MemoryUse {
  readonly start: MemoryReading;
  /** The largest of each, not of one moment. */
  readonly peak: MemoryReading;
  readonly end: MemoryReading;
}

const MEGABYTE = 1_000_000;

/** Looks at the memory of the run's processes again and again. */
export class MemoryWatch {
  private readonly start: MemoryReading;
  private peak: MemoryReading;
  private readonly timer: NodeJS.Timeout;

  constructor(
    everyMilliseconds = 2_000,
    private readonly processes: () => readonly FoundProcess[] = processesOfThisRun,
  ) {
    this.start = this.peak = read(processes());
    this.timer = setInterval(() => this.look(), everyMilliseconds).unref();
  }

  /** Ends the watch. Undefined where processes cannot be seen. */
  stop(): MemoryUse | undefined {
    clearInterval(this.timer);
    const end = this.look();
    return this.start.parent === 0 ? undefined : { start: this.start, peak: this.peak, end };
  }

  private look(): MemoryReading {
    const now = read(this.processes());
    const { peak } = this;
    this.peak = {
      parent: Math.max(peak.parent, now.parent),
      moto: Math.max(peak.moto, now.moto),
      functions: Math.max(peak.functions, now.functions),
      functionProcesses: Math.max(peak.functionProcesses, now.functionProcesses),
      database: Math.max(peak.database, now.database),
    };
    return now;
  }
}

function read(processes: readonly FoundProcess[]): MemoryReading {
  const of = (kind: ProcessKind): number =>
    Math.round(
      processes.reduce((sum, each) => sum + (each.kind === kind ? each.memoryBytes : 0), 0) / MEGABYTE,
    );
  return {
    parent: of('parent'),
    moto: of('moto'),
    functions: of('function'),
    functionProcesses: processes.filter(({ kind }) => kind === 'function').length,
    database: of('database'),
  };
}
