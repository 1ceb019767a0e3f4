/** The service's limits. Tests make some of them smaller. */
export interface Limits {
  /** A call that runs longer is answered `StatementTimeoutException`. */
  readonly statementTimeoutMilliseconds: number;
  /** A transaction ends when no call has used it for so long. */
  readonly transactionIdleMilliseconds: number;
  /** A transaction ends after so long however much it is used. */
  readonly transactionLifetimeMilliseconds: number;
  /** Bytes of a request, headers and JSON notation included. */
  readonly requestBytes: number;
  /** Bytes of a result as the database sends it. */
  readonly responseBytes: number;
  /** Bytes of one row of a result. */
  readonly rowBytes: number;
  /** Bytes of `formattedRecords`. */
  readonly formattedRecordsBytes: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * From the API reference and "Limitations for the Amazon RDS Data API": a call times out after 45 s, a transaction after
 * 3 minutes without a call and after 24 hours; 4 MiB a request, 1 MiB a response, 64 KB a row, 10 MB of JSON records.
 */
export const SERVICE_LIMITS: Limits = {
  statementTimeoutMilliseconds: 45 * SECOND,
  transactionIdleMilliseconds: 3 * MINUTE,
  transactionLifetimeMilliseconds: 24 * HOUR,
  requestBytes: 4 * MIB,
  responseBytes: MIB,
  rowBytes: 64 * KIB,
  formattedRecordsBytes: 10_000_000,
};
