import type { Execution, ExecutionStatus } from './execution';

/** How many executions there have been, by where they stand. A redriven one counts as running again. */
export type ExecutionCounts = Readonly<Record<ExecutionStatus, number>> & { readonly started: number };

/**
 * The executions of one emulator: all that run, and of the finished the last ones. Those that did not succeed are kept
 * apart, so that many successes do not push out what somebody will redrive.
 */
export class Executions {
  private readonly running = new Map<string, Execution>();
  private readonly succeeded = new Map<string, Execution>();
  private readonly others = new Map<string, Execution>();
  /** Of every execution, in the order of their start: AWS refuses a name again for 90 days. */
  private readonly names = new Set<string>();
  private readonly counts = { RUNNING: 0, SUCCEEDED: 0, FAILED: 0, TIMED_OUT: 0, ABORTED: 0, started: 0 };

  constructor(
    private readonly keptFinished: number,
    private readonly keptNames: number,
  ) {}

  get(arn: string): Execution | undefined {
    return this.running.get(arn) ?? this.others.get(arn) ?? this.succeeded.get(arn);
  }

  /** Whether there was an execution of that ARN, be it forgotten by now. */
  existed(arn: string): boolean {
    return this.names.has(arn);
  }

  /** Newest first. */
  list(): Execution[] {
    const all = [...this.succeeded.values(), ...this.others.values(), ...this.running.values()];
    return all.sort((left, right) => right.startDate.getTime() - left.startDate.getTime());
  }

  allRunning(): Execution[] {
    return [...this.running.values()];
  }

  count(): ExecutionCounts {
    return { ...this.counts };
  }

  started(execution: Execution): void {
    const { arn } = execution.details;
    this.running.set(arn, execution);
    this.names.add(arn);
    dropOldest(this.names, this.keptNames);
    this.counts.RUNNING += 1;
    this.counts.started += 1;
  }

  redriven(execution: Execution, before: ExecutionStatus): void {
    this.others.delete(execution.details.arn);
    this.running.set(execution.details.arn, execution);
    this.counts[before] -= 1;
    this.counts.RUNNING += 1;
  }

  ended(execution: Execution): void {
    const { arn } = execution.details;
    this.running.delete(arn);
    const kept = execution.status === 'SUCCEEDED' ? this.succeeded : this.others;
    kept.set(arn, execution);
    dropOldest(kept, this.keptFinished);
    this.counts.RUNNING -= 1;
    this.counts[execution.status] += 1;
  }
}

function dropOldest(kept: Map<string, unknown> | Set<string>, most: number): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(oldest);
  }
}
