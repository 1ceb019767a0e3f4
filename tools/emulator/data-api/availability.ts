import type { Clock } from './clock';
import type { ClusterInfo } from './cluster';
import { DataApiError } from './errors';

export interface PauseOptions {
  /** The cluster that sleeps. @default every cluster */
  readonly clusterArn?: string;
  /**
   * How long the resuming takes, from the first call on.
   * @default 15 where `calls` is not given: what Aurora needs after a short pause (30 s and more after a day)
   */
  readonly seconds?: number;
  /** How many calls are answered "resuming" at the least. @default none but by `seconds` */
  readonly calls?: number;
}

export interface FaultScope {
  /** @default every cluster */
  readonly clusterArn?: string;
}

interface Pause {
  calls: number;
  readonly milliseconds: number;
  /** Set by the first call: that is what wakes the cluster. */
  resumedAt: number | undefined;
}

const DEFAULT_RESUME_SECONDS = 15;

/** A cluster in one of these states answers no statement. */
const UNUSABLE_STATES = new Set(['creating', 'deleting', 'failed', 'starting', 'stopped', 'stopping']);

/** Scope of a fault that meets every cluster. */
const EVERY = '*';

/** Whether a cluster can be spoken to: its own state, and the faults that a test asked for. */
export class Availability {
  private readonly pauses = new Map<string, Pause>();
  private readonly cutOffs = new Set<string>();
  private readonly lostAnswers = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  pause({ clusterArn = EVERY, seconds, calls = 0 }: PauseOptions): void {
    const resume = seconds ?? (calls > 0 ? 0 : DEFAULT_RESUME_SECONDS);
    this.pauses.set(clusterArn, { calls, milliseconds: resume * 1000, resumedAt: undefined });
  }

  cutOff({ clusterArn = EVERY }: FaultScope): void {
    this.cutOffs.add(clusterArn);
  }

  loseAnswers(count: number, { clusterArn = EVERY }: FaultScope): void {
    this.lostAnswers.set(clusterArn, count);
  }

  /** Ends the faults: every one, or those of a cluster. */
  restore(clusterArn: string | undefined): void {
    for (const faults of [this.pauses, this.cutOffs, this.lostAnswers]) {
      if (clusterArn === undefined) faults.clear();
      else faults.delete(clusterArn);
    }
  }

  /**
   * @throws DataApiError HttpEndpointNotEnabledException, DatabaseNotFoundException, InvalidResourceStateException,
   *   DatabaseUnavailableException, DatabaseResumingException
   */
  check(cluster: ClusterInfo): void {
    if (!cluster.httpEndpointEnabled) throw endpointNotEnabled(cluster.arn);
    if (cluster.hasInstance === false) {
      throw new DataApiError(
        'DatabaseNotFoundException',
        `The DB cluster ${cluster.arn} doesn't have a DB instance`,
      );
    }
    if (cluster.status !== undefined && UNUSABLE_STATES.has(cluster.status)) {
      throw new DataApiError(
        'InvalidResourceStateException',
        `The DB cluster ${cluster.arn} is ${cluster.status}`,
      );
    }
    this.checkCutOff(cluster);
    if ([EVERY, cluster.arn].some((scope) => this.isPaused(scope))) {
      throw new DataApiError(
        'DatabaseResumingException',
        `The Aurora DB instance ${cluster.clusterIdentifier} is resuming after being auto-paused. ` +
          'Please wait a few seconds and try again.',
      );
    }
  }

  /** After the work: the database may have gone meanwhile, or a test wants the answer lost though the work is done. */
  checkAnswer(cluster: ClusterInfo): void {
    this.checkCutOff(cluster);
    for (const scope of [cluster.arn, EVERY]) {
      const count = this.lostAnswers.get(scope) ?? 0;
      if (count > 0) {
        this.lostAnswers.set(scope, count - 1);
        throw unavailable();
      }
    }
  }

  private checkCutOff(cluster: ClusterInfo): void {
    if (this.cutOffs.has(EVERY) || this.cutOffs.has(cluster.arn)) throw unavailable();
  }

  private isPaused(scope: string): boolean {
    const pause = this.pauses.get(scope);
    if (!pause) return false;
    pause.resumedAt ??= this.clock.now() + pause.milliseconds;
    if (pause.calls > 0) {
      pause.calls -= 1;
      return true;
    }
    if (this.clock.now() < pause.resumedAt) return true;
    this.pauses.delete(scope);
    return false;
  }
}

/** A cluster that does not exist is answered so too: "the ARN you specified doesn't match the cluster's". */
export function endpointNotEnabled(arn: string): DataApiError {
  return new DataApiError(
    'HttpEndpointNotEnabledException',
    `HttpEndpoint is not enabled for resource ${arn}`,
  );
}

export function unavailable(): DataApiError {
  return new DataApiError(
    'DatabaseUnavailableException',
    'The writer instance of the DB cluster is not available',
  );
}
