/** Milliseconds, of a number of measurements. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Percentiles by the nearest rank: each is a value that was measured. Undefined for no measurements. */
export function percentiles(milliseconds: readonly number[]): Percentiles | undefined {
  const sorted = [...milliseconds].sort((left, right) => left - right);
  const max = sorted.at(-1);
  if (max === undefined) return undefined;
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? max;
  return {
    count: sorted.length,
    p50: Math.round(at(0.5)),
    p95: Math.round(at(0.95)),
    p99: Math.round(at(0.99)),
    max: Math.round(max),
  };
}
