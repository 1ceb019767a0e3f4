import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { BATCH_FAILURES, BATCH_STATUSES, type Batch } from '../deposits/batch/batch';
import { PARTITION_KEY } from './idempotency-record';

export type Item = Record<string, AttributeValue>;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const counts = v.object({ lines: count, accepted: count, rejected: count, duplicates: count });
const rejects = v.array(
  v.object({ line: count, errors: v.array(v.object({ pointer: v.string(), detail: v.string() })) }),
);

const string = v.object({ S: v.string() });
const time = v.pipe(
  v.object({ N: v.string() }),
  v.transform(({ N }) => Number(N)),
  v.safeInteger(),
);
const jsonOf = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.pipe(
    string,
    v.transform(({ S }) => S),
    v.parseJson(),
    schema,
  );
const item = v.object({
  [PARTITION_KEY]: string,
  status: v.object({ S: v.picklist(BATCH_STATUSES) }),
  submittedBy: string,
  announcedAtMillis: time,
  fileDigest: v.optional(string),
  receivedAtMillis: v.optional(time),
  counts: v.optional(jsonOf(counts)),
  rejects: v.optional(jsonOf(rejects)),
  failure: v.optional(v.object({ S: v.picklist(BATCH_FAILURES) })),
  completedAtMillis: v.optional(time),
});

/** The item of a batch that was announced. */
export function writeAnnounced(
  batch: Pick<Batch, 'id' | 'submittedBy' | 'announcedAt'>,
  expiresAtSeconds: number,
): Item {
  return {
    [PARTITION_KEY]: { S: batch.id },
    status: { S: 'ANNOUNCED' },
    submittedBy: { S: batch.submittedBy },
    announcedAtMillis: { N: String(batch.announcedAt.getTime()) },
    expiresAt: { N: String(expiresAtSeconds) },
  };
}

/** @throws Error when the item is not one that this or an earlier version wrote */
export function readBatch(found: Item | undefined): Batch {
  const parsed = v.safeParse(item, found);
  if (!parsed.success) {
    const attributes = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the item').join(', ');
    throw new Error(`an item of the table of batches is not as this version expects: ${attributes}`);
  }
  const { output } = parsed;
  const { fileDigest, receivedAtMillis, completedAtMillis, counts: fell, rejects: shown, failure } = output;
  return {
    id: output[PARTITION_KEY].S,
    status: output.status.S,
    submittedBy: output.submittedBy.S,
    announcedAt: new Date(output.announcedAtMillis),
    ...(fileDigest &&
      receivedAtMillis !== undefined && {
        file: { digest: fileDigest.S, receivedAt: new Date(receivedAtMillis) },
      }),
    ...(fell && { counts: fell }),
    ...(shown && { rejects: shown }),
    ...(failure && { failure: failure.S }),
    ...(completedAtMillis !== undefined && { completedAt: new Date(completedAtMillis) }),
  };
}
