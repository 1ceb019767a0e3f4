import { METRIC_DIMENSION, METRIC_NAMESPACE } from './contract';

/** Units that CloudWatch knows, as far as they are used here. */
export type MetricUnit = 'Count' | 'Seconds' | 'Milliseconds';

/** The metrics of the functions, with their units. Alarms and dashboards name them as they stand here. */
export const METRICS = {
  /** Events in the outbox that no version of the catalogue describes. They stay until a person mends them. */
  OutboxPoisonRows: 'Count',
  /** Age of the oldest event in the outbox that waits for the relay. Zero when none waits. */
  OutboxAge: 'Seconds',
  /** Events that the relay published, because whoever stored them did not. */
  OutboxRelayed: 'Count',
  /** Outcomes that the partner accepted. */
  PartnerNotificationsDelivered: 'Count',
  /** Outcomes that could not be delivered in this attempt. */
  PartnerNotificationsFailed: 'Count',
  /** What is broken in the ledger. Anything above zero calls for a person. */
  LedgerBreaks: 'Count',
  /** Entries of the ledger that were verified. */
  LedgerEntriesVerified: 'Count',
  /** 1 when the time did not suffice for what a run had to verify, else 0. */
  LedgerVerificationIncomplete: 'Count',
} as const satisfies Readonly<Record<string, MetricUnit>>;

export type MetricName = keyof typeof METRICS;

export { METRIC_DIMENSION, METRIC_NAMESPACE };

export interface MetricsOptions {
  /** @default process.env */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** Where lines go. @default standard output */
  readonly destination?: { write(line: string): void };
  /** Unix milliseconds. @default Date.now */
  readonly now?: () => number;
}

/**
 * Writes metrics as log lines in CloudWatch's embedded metric format, from which CloudWatch Logs makes metrics: no call,
 * no permission and no endpoint is needed.
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html)
 */
export class Metrics {
  private readonly functionName: string;
  private readonly destination: { write(line: string): void };
  private readonly now: () => number;

  /** @param functionName the contract's, for where Lambda has given no other */
  constructor(functionName: string, options: MetricsOptions = {}) {
    const variables = options.variables ?? process.env;
    this.functionName = variables['AWS_LAMBDA_FUNCTION_NAME'] ?? functionName;
    this.destination = options.destination ?? standardOutput;
    this.now = options.now ?? Date.now;
  }

  /**
   * One line with these values, at this moment. Nothing for no values.
   *
   * @throws RangeError for a value that is no finite number: CloudWatch would drop the line in silence
   */
  record(values: Partial<Readonly<Record<MetricName, number>>>): void {
    const names = (Object.keys(METRICS) as MetricName[]).filter((name) => values[name] !== undefined);
    const wrong = names.filter((name) => !Number.isFinite(values[name]));
    if (wrong.length > 0) throw new RangeError(`not a finite number: ${wrong.join(', ')}`);
    if (names.length === 0) return;
    const line = {
      _aws: {
        Timestamp: this.now(),
        CloudWatchMetrics: [
          {
            Namespace: METRIC_NAMESPACE,
            Dimensions: [[METRIC_DIMENSION]],
            Metrics: names.map((name) => ({ Name: name, Unit: METRICS[name] })),
          },
        ],
      },
      [METRIC_DIMENSION]: this.functionName,
      ...Object.fromEntries(names.map((name) => [name, values[name]])),
    };
    this.destination.write(`${JSON.stringify(line)}\n`);
  }
}

/** Written at once: Lambda freezes the process when the answer is out, and a line in a buffer would be lost. */
const standardOutput = { write: (line: string): void => void process.stdout.write(line) };
