import type { LedgerReport } from '../deposits/ledger/verify-ledger';
import { METRIC_DIMENSION, METRIC_NAMESPACE } from '../shared/metrics';

/** The metrics of a verification, with their units. Alarms name them as they stand here. */
export const LEDGER_METRICS = {
  /** What is broken. Anything above zero calls for a person. */
  LedgerBreaks: 'Count',
  /** Entries that were verified. */
  LedgerEntriesVerified: 'Count',
  /** 1 when the time did not suffice for what the run had to verify, else 0. */
  LedgerVerificationIncomplete: 'Count',
} as const;

export interface MetricsDestination {
  write(line: string): void;
}

/** Written at once: Lambda freezes the process when the answer is out. */
const standardOutput: MetricsDestination = { write: (line) => void process.stdout.write(line) };

/** One line in CloudWatch's embedded metric format, under the names and the dimension of all functions' metrics. */
export function recordLedgerMetrics(
  report: LedgerReport,
  functionName: string,
  destination: MetricsDestination = standardOutput,
): void {
  const values: Record<keyof typeof LEDGER_METRICS, number> = {
    LedgerBreaks: report.breakCount,
    LedgerEntriesVerified: report.entries,
    LedgerVerificationIncomplete: report.complete ? 0 : 1,
  };
  const metric = {
    Namespace: METRIC_NAMESPACE,
    Dimensions: [[METRIC_DIMENSION]],
    Metrics: Object.entries(LEDGER_METRICS).map(([Name, Unit]) => ({ Name, Unit })),
  };
  const line = {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [metric] },
    [METRIC_DIMENSION]: functionName,
    ...values,
  };
  destination.write(`${JSON.stringify(line)}\n`);
}
