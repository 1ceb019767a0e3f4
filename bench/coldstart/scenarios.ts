import { writeApproval } from '../../functions/adapters/approvals-record';
import { writeAnnounced } from '../../functions/adapters/batch-record';
import type { Batch } from '../../functions/deposits/batch/batch';
import { fileDigest, readBatchFile } from '../../functions/deposits/batch/batch-file';
import { type BatchItem, itemOf } from '../../functions/deposits/batch/batch-item';
import { openApproval } from '../../functions/deposits/clearing/approval';
import { CHECKS } from '../../functions/deposits/clearing/check';
import type { Deposit } from '../../functions/deposits/deposit';
import { depositCleared } from '../../functions/deposits/events/deposit-cleared';
import { depositReceived } from '../../functions/deposits/events/deposit-received';
import { MIGRATIONS } from '../../functions/migrate-database/migrations';
import { type Scenario, VERSION } from './scenario';

/**
 * An invocation of each function that succeeds and takes the usual way through its code: no retry, nothing refused,
 * nothing found already done.
 */
const DEPOSIT_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const EVENT_ID = '01976f00-0000-7000-8000-0000000000e1';
const BATCH_ID = '0d5f1c9e-2b7a-8c3d-9e4f-5a6b7c8d9e0f';
const CALLER = 'arn:aws:sts::123456789012:assumed-role/deposits-client';
const AT = new Date('2026-03-01T08:00:00.000Z');
const FAR_AWAY_SECONDS = 4_000_000_000;
const BUCKET = 'batches-bucketName';

const CHEQUE = {
  amount: '1250.00',
  currency: 'USD',
  chequeNumber: '001234',
  drawer: { routingNumber: '021000021', accountNumber: '123456789012' },
  depositAccountNumber: '987654321098',
  depositBoxId: 'box-0001',
};
/** A file of one cheque: each further one costs what its validation does. */
const FILE = `${JSON.stringify(CHEQUE)}\n`;

const DEPOSIT: Deposit = {
  id: DEPOSIT_ID,
  status: 'RECEIVED',
  channel: 'box',
  amount: { minorUnits: 125_000, currency: 'USD' },
  chequeNumber: CHEQUE.chequeNumber,
  drawer: CHEQUE.drawer,
  depositAccountNumber: CHEQUE.depositAccountNumber,
  depositBoxId: CHEQUE.depositBoxId,
  submittedBy: CALLER,
  receivedAt: AT,
};
const depositRow = (status: Deposit['status']) => ({
  id: DEPOSIT_ID,
  status,
  channel: 'box',
  rejection_reasons: null,
  amount_minor: 125_000,
  currency: 'USD',
  cheque_number: CHEQUE.chequeNumber,
  drawer_routing_number: CHEQUE.drawer.routingNumber,
  drawer_account_number: CHEQUE.drawer.accountNumber,
  deposit_account_number: CHEQUE.depositAccountNumber,
  deposit_box_id: CHEQUE.depositBoxId,
  submitted_by: CALLER,
  received_at_ms: AT.getTime(),
});
const UNPUBLISHED = ['as published', [{ published: false }]] as const;

const announced: Batch = { id: BATCH_ID, status: 'ANNOUNCED', submittedBy: CALLER, announcedAt: AT };
const announcedItem = writeAnnounced(announced, FAR_AWAY_SECONDS);
const splitItem = {
  ...announcedItem,
  status: { S: 'SPLIT' },
  fileDigest: { S: 'digest' },
  receivedAtMillis: { N: String(AT.getTime()) },
  counts: { S: JSON.stringify({ lines: 1, accepted: 1, rejected: 0, duplicates: 0 }) },
};

function itemsOfFile(): readonly BatchItem[] {
  const read = readBatchFile(new TextEncoder().encode(FILE));
  return 'failure' in read ? [] : read.accepted.map((line) => itemOf(announced, AT, line));
}
const ITEMS = itemsOfFile();

function request(parts: object): object {
  return {
    body: null,
    headers: {},
    isBase64Encoded: false,
    pathParameters: null,
    requestContext: { identity: { userArn: `${CALLER}/session-1` } },
    ...parts,
  };
}

/** As EventBridge puts an event into a queue. */
function queued({ type, ...detail }: { readonly type: string }): object {
  const body = {
    version: '0',
    id: EVENT_ID,
    'detail-type': type,
    source: 'deposits',
    account: '111122223333',
    time: AT.toISOString(),
    region: 'eu-central-1',
    resources: [],
    detail,
  };
  const attributes = { ApproximateReceiveCount: '1' };
  return { Records: [{ messageId: 'm0', body: JSON.stringify(body), attributes }] };
}

function waitingApproval(): object {
  const asked = {
    depositId: DEPOSIT_ID,
    taskToken: 'token-of-the-task',
    submittedBy: CALLER,
    reasons: ['AMOUNT_ABOVE_LIMIT'] as const,
    requestedAt: AT,
    expiresAt: new Date(FAR_AWAY_SECONDS * 1000),
  };
  return writeApproval(openApproval(undefined, asked), 1);
}

const userSecret = JSON.stringify({ username: 'deposits_app', password: 'a-password-of-nobody' });
const task = { depositId: DEPOSIT_ID };

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'accept-batch-items': {
    event: { BatchInput: { batchId: BATCH_ID }, Items: ITEMS },
    rows: [
      ['returning id', ITEMS.map(({ depositId }) => ({ id: depositId }))],
      ['select event_id\n', ITEMS.map(({ eventId }) => ({ event_id: eventId }))],
    ],
  },
  'answer-approval': {
    event: request({
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ decision: 'APPROVE' }),
      pathParameters: { id: DEPOSIT_ID },
      requestContext: { identity: { userArn: 'arn:aws:sts::123456789012:assumed-role/approver/session-1' } },
    }),
    item: waitingApproval(),
  },
  'decide-deposit': {
    event: { ...task, checks: CHECKS.map((check) => ({ check, outcome: 'PASSED', reasons: [] })) },
    rows: [
      ['from deposits.decision', []],
      ['insert into deposits.decision', [{ decision: 'POST' }]],
      UNPUBLISHED,
      ['from deposits.deposit', [depositRow('CLEARING')]],
    ],
  },
  'get-batch': { event: request({ pathParameters: { id: BATCH_ID } }), item: announcedItem },
  'get-deposit': {
    event: request({ pathParameters: { id: DEPOSIT_ID } }),
    rows: [['from deposits.deposit', [depositRow('RECEIVED')]]],
  },
  'merge-batch': {
    event: {
      batchId: BATCH_ID,
      bucketName: BUCKET,
      results: { Bucket: BUCKET, Key: `work/${BATCH_ID}/results/run/manifest.json` },
    },
    item: splitItem,
    changed: {
      ...splitItem,
      status: { S: 'COMPLETED' },
      completedAtMillis: { N: String(AT.getTime()) },
      rejects: { S: '[]' },
    },
    objects: {
      'manifest.json': JSON.stringify({
        ResultFiles: { SUCCEEDED: [{ Key: 'S0', Size: 1 }], FAILED: [], PENDING: [] },
      }),
      S0: JSON.stringify([{ Output: JSON.stringify({ accepted: 1, duplicates: 0 }), Status: 'SUCCEEDED' }]),
      'refusals.json': JSON.stringify({ rejected: [], duplicates: [] }),
    },
  },
  'migrate-database': {
    event: {},
    rows: [
      [
        'from deposits.schema_migration',
        MIGRATIONS.map(({ version, name, checksum }) => ({ version, name, checksum })),
      ],
      ['from deposits.credential', [{ secret_version_id: VERSION }]],
    ],
    secret: userSecret,
  },
  'notify-partner': {
    event: queued(
      depositCleared(
        { depositId: DEPOSIT_ID, amount: DEPOSIT.amount, postedAt: AT, ledgerSequence: 7 },
        EVENT_ID,
      ),
    ),
  },
  'post-ledger': {
    event: task,
    rows: [
      [
        'post_deposit',
        [
          {
            outcome: 'POSTED',
            status: 'CLEARED',
            sequence: 7,
            currency: 'USD',
            amount_minor: 125_000,
            posted_at_ms: AT.getTime(),
          },
        ],
      ],
      UNPUBLISHED,
    ],
  },
  'read-cheque': { event: task, rows: [['from deposits.deposit', [depositRow('CLEARING')]]] },
  'relay-outbox': { event: {} },
  'request-approval': {
    event: { ...task, reasons: ['AMOUNT_ABOVE_LIMIT'], taskToken: 'token-of-the-task' },
    rows: [UNPUBLISHED, ['from deposits.deposit', [depositRow('CLEARING')]]],
  },
  'rotate-secret': {
    event: { Step: 'finishSecret', SecretId: 'ledgerApplication-secretArn', ClientRequestToken: VERSION },
    rows: [['current_user', [{ user_name: 'deposits_app' }]]],
    secret: userSecret,
  },
  'screen-deposit': {
    event: task,
    rows: [['from deposits.deposit', [{ is_presented_before: false, is_drawer_blocked: false }]]],
  },
  'split-batch': {
    event: { bucketName: BUCKET, key: `incoming/${BATCH_ID}.jsonl` },
    item: announcedItem,
    changed: { ...splitItem, fileDigest: { S: fileDigest(BATCH_ID, new TextEncoder().encode(FILE)) } },
    objects: { '.jsonl': FILE },
  },
  'start-clearing': {
    event: queued(depositReceived(DEPOSIT, EVENT_ID)),
    rows: [['deposits.deposit', [{ status: 'RECEIVED' }]]],
  },
  'submit-batch': {
    event: request({ headers: { 'Idempotency-Key': '0b7e4f0a-6f5d-4c5e-9a53-2f6f6a8f0001' } }),
    item: announcedItem,
  },
  'submit-deposit': {
    event: request({
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': '0b7e4f0a-6f5d-4c5e-9a53-2f6f6a8f0001',
      },
      body: JSON.stringify({ ...CHEQUE, image: { contentType: 'image/png' } }),
    }),
    rows: [UNPUBLISHED],
  },
  'verify-account': { event: task, rows: [['from deposits.deposit', [{ kind: null }]]] },
  'verify-ledger': { event: {} },
};
