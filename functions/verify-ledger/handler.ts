import { DataApi } from '../adapters/data-api';
import { EventBridgeDepositEvents } from '../adapters/event-publisher';
import { AuroraLedgerAudit } from '../adapters/ledger-audit';
import { ledgerBroken } from '../deposits/events/ledger-broken';
import { type LedgerReport, verifyLedger as verify } from '../deposits/ledger/verify-ledger';
import { readEnvironment } from '../shared/environment';
import { createLogger, type Logger } from '../shared/logger';
import { Metrics } from '../shared/metrics';
import { scheduleHandler } from '../shared/schedule-handler';
import { uuidV7 } from '../shared/uuid-v7';
import { verifyLedger as contract } from './contract';

const environment = readEnvironment(contract);
const metrics = new Metrics(contract.name);

/** docs/ledger.md has the measurement: two segments take about two minutes. */
const SEGMENT_ENTRIES = 250_000;

/** What the schedule's rate is, so that each run has the number after that of the run before. */
const RUN_MILLIS = 60 * 60 * 1000;

/** Kept for what follows the chain: three statements over the whole ledger, and the telling. */
const RESERVE_MILLIS = 75_000;

/** Called every hour. Answers what it found; it fails only when it could not look, or could not tell. */
export const handler = scheduleHandler(
  createLogger(contract.name),
  async ({ deadline, log }): Promise<LedgerReport> => {
    const reserveMillis = Math.min(RESERVE_MILLIS, deadline.remainingMillis() / 4);
    const report = await verify({
      audit: new AuroraLedgerAudit(new DataApi(environment.ledger, deadline)),
      run: Math.floor(Date.now() / RUN_MILLIS),
      segmentEntries: SEGMENT_ENTRIES,
      isOutOfTime: () => deadline.remainingMillis() < reserveMillis,
    });
    metrics.record({
      LedgerBreaks: report.breakCount,
      LedgerEntriesVerified: report.entries,
      LedgerVerificationIncomplete: report.complete ? 0 : 1,
    });
    tell(log, report);
    const [first] = report.breaks;
    if (first) {
      const { sequence, kind } = first;
      const event = ledgerBroken({ sequence: Math.max(0, sequence), kind, foundAt: new Date() }, uuidV7());
      await new EventBridgeDepositEvents(environment.deposits.busName, deadline).publish(event);
    }
    return report;
  },
);

/** The head is told each time: a line outside of the database that says what the chain was at that moment. */
function tell(log: Logger, report: LedgerReport): void {
  const { breaks, breakCount, ...verified } = report;
  const [first] = breaks;
  if (first) log.error({ ...verified, breakCount, first, breaks }, 'the ledger is broken');
  else if (!report.complete) log.warn(verified, 'the time did not suffice to verify the ledger');
  else log.info(verified, 'the ledger is intact');
}
