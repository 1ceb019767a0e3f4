import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { DEPOSIT_STATUSES } from '../deposits/deposit';
import type { Receipt, Seed } from '../deposits/ports';

/** The table's partition key, a string. The table has no sort key; `expiresAt` is its time-to-live attribute. */
export const PARTITION_KEY = 'pk';

/** What the table holds about one idempotency key. */
export interface KeyRecord {
  readonly fingerprint: string;
  readonly seed: Seed;
  readonly owner: string;
  readonly leaseUntilMillis: number;
  readonly expiresAtSeconds: number;
  /** There when the key is completed. */
  readonly receipt?: Receipt;
}

type Item = Record<string, AttributeValue>;

const string = v.object({ S: v.string() });
const number = v.pipe(
  v.object({ N: v.string() }),
  v.transform(({ N }) => Number(N)),
  v.safeInteger(),
);
const item = v.object({
  state: v.object({ S: v.picklist(['IN_PROGRESS', 'COMPLETED']) }),
  fingerprint: string,
  owner: string,
  depositId: string,
  eventId: string,
  receivedAtMillis: number,
  expiresAt: number,
  leaseUntilMillis: v.optional(number),
  receipt: v.optional(string),
});
const receipt = v.object({ depositId: v.string(), status: v.picklist(DEPOSIT_STATUSES) });

/** The item of a key that is in progress. */
export function writeRecord(scopedKey: string, record: KeyRecord): Item {
  return {
    [PARTITION_KEY]: { S: scopedKey },
    state: { S: 'IN_PROGRESS' },
    fingerprint: { S: record.fingerprint },
    owner: { S: record.owner },
    depositId: { S: record.seed.depositId },
    eventId: { S: record.seed.eventId },
    receivedAtMillis: { N: String(record.seed.receivedAt.getTime()) },
    leaseUntilMillis: { N: String(record.leaseUntilMillis) },
    expiresAt: { N: String(record.expiresAtSeconds) },
  };
}

/** @throws Error when the item is not one that this or an earlier version wrote */
export function readRecord(found: Item | undefined): KeyRecord {
  const parsed = v.safeParse(item, found);
  if (!parsed.success) {
    const attributes = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the item').join(', ');
    throw new Error(`an item of the idempotency table is not as this version expects: ${attributes}`);
  }
  const { output } = parsed;
  return {
    fingerprint: output.fingerprint.S,
    seed: {
      depositId: output.depositId.S,
      eventId: output.eventId.S,
      receivedAt: new Date(output.receivedAtMillis),
    },
    owner: output.owner.S,
    leaseUntilMillis: output.leaseUntilMillis ?? 0,
    expiresAtSeconds: output.expiresAt,
    ...(output.state.S === 'COMPLETED' &&
      output.receipt && { receipt: v.parse(receipt, JSON.parse(output.receipt.S)) }),
  };
}
