import {
  IDLE_SECONDS,
  LIFETIME_SECONDS,
  MB_PER_VCPU,
  PUBLISHED_INIT_MS,
  RUNTIME_START_MS,
  type Spread,
  VPC_OVERHEAD_MS,
} from './cold-start-facts';

/** What was measured of a function (bench/results/coldstart.json), and how it is deployed. */
export interface ColdStartInput {
  /** CPU milliseconds of loading the artefact on the measuring machine. */
  readonly initCpuMs: number;
  /** CPU milliseconds of the first call with its connections, on the same machine. */
  readonly firstCpuMs: number;
  readonly memoryMib: number;
  readonly architecture: 'arm64' | 'x86_64';
  readonly inVpc: boolean;
  /** By how much Lambda's processor may be slower than the measuring one, at most. See `slowerAtMost`. */
  readonly slowerAtMost: number;
}

/** Milliseconds of wall time. What is not in it: making the environment before INIT, for which nobody has a figure. */
export interface ColdStart {
  /** Lambda's runtime, from a published measurement. */
  readonly runtime: Spread;
  /** Loading our artefact. */
  readonly init: Spread;
  /** What the VPC is claimed to add; zero outside. */
  readonly vpc: Spread;
  /** The first call: connections, and code that runs for the first time. The services' own time is not in it. */
  readonly firstCall: Spread;
  readonly total: Spread;
  /** Milliseconds that are billed for INIT. */
  readonly billedInit: Spread;
}

/**
 * How many times slower than here a published function with three clients loaded on Lambda: its Init without the
 * runtime's start, by what the same number of clients takes here. Never below 1.
 *
 * @param threeClientsCpuMs measured here, of a function with three clients made the usual way
 */
export function slowerAtMost(threeClientsCpuMs: number): number {
  return Math.max(1, (PUBLISHED_INIT_MS - RUNTIME_START_MS.x86_64.typical) / threeClientsCpuMs);
}

/**
 * INIT has whole processors; a call has the share that its memory buys. The first call is therefore where a small
 * function waits: at 256 MiB a CPU millisecond takes seven.
 */
export function coldStart(input: ColdStartInput): ColdStart {
  const { initCpuMs, firstCpuMs, memoryMib, architecture, inVpc, slowerAtMost: slower } = input;
  const scaled = (ms: number): Spread => ({ low: ms, typical: (ms * (1 + slower)) / 2, high: ms * slower });
  const runtime = RUNTIME_START_MS[architecture];
  const init = scaled(initCpuMs);
  const vpc = inVpc ? VPC_OVERHEAD_MS : { low: 0, typical: 0, high: 0 };
  const share = Math.min(1, memoryMib / MB_PER_VCPU);
  // Low: the throttle does not bite, as on an idle host within its first period.
  const firstCall = { ...scaled(firstCpuMs / share), low: firstCpuMs };
  return {
    runtime,
    init,
    vpc,
    firstCall,
    total: sum(runtime, init, vpc, firstCall),
    billedInit: sum(runtime, init),
  };
}

function sum(...spreads: readonly Spread[]): Spread {
  const of = (read: (spread: Spread) => number): number =>
    spreads.reduce((total, one) => total + read(one), 0);
  return { low: of(({ low }) => low), typical: of(({ typical }) => typical), high: of(({ high }) => high) };
}

export interface Load {
  /** Calls at random moments, on average so many a second. Above 0. */
  readonly callsPerSecond: number;
  /** How long a warm call takes on average, seconds. */
  readonly callSeconds: number;
}

/**
 * Share of calls that meet no environment, 0 to 1, and never more than one.
 *
 * Calls come at random (Poisson, rate λ) and take D seconds, so that the number N at work is Poisson with mean λD
 * (Palm’s theorem for M/G/∞). A call that finds k−1 at work takes environment k, the first that is free. Environment k is
 * asked for at the rate λ·P(N ≥ k−1), and is gone when nobody asked for the idle time T: exp(−λ·P(N ≥ k−1)·T). Hence
 * Σ P(N = k−1) · exp(−λ·P(N ≥ k−1)·T). To this comes the end that every environment meets after its lifetime L, as far as
 * calls follow: (λD + 1) environments in L seconds, over λL calls.
 *
 * AWS publishes neither T nor L nor which environment a call gets: a model, not a promise. Bursts are worse than random.
 */
export function coldShare(load: Load, idleSeconds: number, lifetimeSeconds: number): number {
  const { callsPerSecond: rate, callSeconds } = load;
  if (!(rate > 0) || !(callSeconds >= 0))
    throw new RangeError('a load has calls, and they take no negative time');
  const mean = rate * callSeconds;
  const most = Math.ceil(mean + 12 * Math.sqrt(mean) + 20);
  let share = 0;
  let atLeast = 1;
  for (let busy = 0; busy <= most; busy += 1) {
    const exactly = poisson(mean, busy);
    share += exactly * Math.exp(-rate * Math.max(0, atLeast) * idleSeconds);
    atLeast -= exactly;
  }
  const ended = (mean + 1) / (rate * lifetimeSeconds);
  return Math.min(1, share + ended);
}

/** The probability of so many, in logarithms: e to the mean is more than a number holds for large ones. */
function poisson(mean: number, count: number): number {
  if (mean === 0) return count === 0 ? 1 : 0;
  let logarithm = -mean + count * Math.log(mean);
  for (let factor = 2; factor <= count; factor += 1) logarithm -= Math.log(factor);
  return Math.exp(logarithm);
}

/** With the assumed spread of idle time and lifetime. */
export function coldShares(load: Load): Spread {
  const at = (end: keyof Spread): number => coldShare(load, IDLE_SECONDS[end], LIFETIME_SECONDS[end]);
  return { low: at('low'), typical: at('typical'), high: at('high') };
}

/** US dollars for a million cold starts: INIT is billed as the function's duration is, since 2025-08-01. */
export function initDollarsPerMillion(
  billedInitMs: number,
  memoryMib: number,
  dollarsPerGbSecond: number,
): number {
  return (billedInitMs / 1000) * (memoryMib / 1024) * dollarsPerGbSecond * 1_000_000;
}
