import { approvalRequested } from '../../../functions/deposits/events/approval-requested';
import { batchCompleted } from '../../../functions/deposits/events/batch-completed';
import { depositCleared } from '../../../functions/deposits/events/deposit-cleared';
import { depositReceived } from '../../../functions/deposits/events/deposit-received';
import { depositRejected } from '../../../functions/deposits/events/deposit-rejected';
import { ledgerBroken } from '../../../functions/deposits/events/ledger-broken';

export const ID = '01976f00-0000-7000-8000-000000000001';
export const EVENT_ID = '01976f00-0000-7000-8000-0000000000e1';
export const NOW = new Date('2026-01-31T12:00:00.000Z');

export const RECEIVED = depositReceived(
  {
    id: ID,
    status: 'RECEIVED',
    channel: 'box',
    amount: { minorUnits: 125_000, currency: 'USD' },
    chequeNumber: '001234',
    drawer: { routingNumber: '021000021', accountNumber: '123456789012' },
    depositAccountNumber: '987654321098',
    depositBoxId: 'box-0001',
    submittedBy: 'arn:aws:sts::123456789012:assumed-role/deposits-client',
    receivedAt: NOW,
  },
  EVENT_ID,
);
export const CLEARED = depositCleared(
  { depositId: ID, amount: { minorUnits: 125_000, currency: 'USD' }, postedAt: NOW, ledgerSequence: 7 },
  EVENT_ID,
);
export const REJECTED = depositRejected(
  { depositId: ID, reasons: ['CHEQUE_PRESENTED_BEFORE'], rejectedAt: NOW },
  EVENT_ID,
);

/** One of each. */
export const EVENTS = [
  RECEIVED,
  CLEARED,
  REJECTED,
  approvalRequested(
    {
      depositId: ID,
      reasons: ['AMOUNT_ABOVE_LIMIT'],
      requestedAt: NOW,
      expiresAt: new Date(NOW.getTime() + 86_400_000),
    },
    EVENT_ID,
  ),
  batchCompleted({ batchId: ID, accepted: 3, rejected: 1, duplicates: 0, completedAt: NOW }, EVENT_ID),
  ledgerBroken({ sequence: 7, kind: 'BROKEN_LINK', foundAt: NOW }, EVENT_ID),
] as const;
