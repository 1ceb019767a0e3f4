import { median, type Usage } from './measure';

/** What a benchmark may take on Node 20, on two cores. Printed, not enforced: machines are noisy. */
export interface Budget {
  readonly cpuSeconds: number;
  readonly memoryMb: number;
}

/** `0.5 CPU s, 120 MB: kept`, by the medians. */
export function judged(usages: readonly Usage[], { cpuSeconds, memoryMb }: Budget): string {
  const isKept =
    median(usages.map((usage) => usage.cpuSeconds)) <= cpuSeconds &&
    median(usages.map((usage) => usage.memoryMb)) <= memoryMb;
  return `${cpuSeconds} CPU s, ${memoryMb} MB: ${isKept ? 'kept' : 'EXCEEDED'}`;
}
