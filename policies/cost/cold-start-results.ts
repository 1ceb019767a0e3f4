/**
 * - `ours`: the artefact that is deployed.
 * - `clients`: nothing but its SDK clients, bundled as well as can be.
 * - `usual`: the handler with AWS Lambda Powertools and middy, one ESM file with the SDK.
 * - `runtime`: the same, the SDK left to the runtime.
 */
export type Measured = 'ours' | 'clients' | 'usual' | 'runtime';

/** Medians of one candidate. Times of the first call are absent where the candidate has no call to make. */
export interface CandidateTimes {
  readonly initCpuMs: number;
  readonly initWallMs: number;
  readonly firstCpuMs?: number;
  readonly firstWallMs?: number;
}

export interface FunctionResult {
  readonly memoryMib: number;
  readonly clients: readonly string[];
  readonly zipBytes: Readonly<Partial<Record<Measured, number>>>;
  readonly bytes: Readonly<Partial<Record<Measured, number>>>;
  /** By Node's major version: `22`, `24`. */
  readonly times: Readonly<Record<string, Readonly<Partial<Record<Measured, CandidateTimes>>>>>;
  /** CPU microseconds of our own code in a warm call, on Node 22. */
  readonly warmCpuMicros: number;
}

/** bench/results/coldstart.json: what one run of the benchmark measured. */
export interface ColdStartResults {
  readonly schemaVersion: 1;
  readonly measuredOn: string;
  readonly command: string;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly loadBefore: number;
    readonly loadAfter: number;
  };
  readonly versions: Readonly<Record<string, string>>;
  /** Counted processes of each candidate. */
  readonly runs: number;
  /** By Node's major version: a handler that does nothing. */
  readonly empty: Readonly<Record<string, CandidateTimes & { readonly processCpuMs: number }>>;
  readonly functions: Readonly<Record<string, FunctionResult>>;
}
