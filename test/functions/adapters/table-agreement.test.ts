import { PARTITION_KEY, writeRecord } from '../../../functions/adapters/idempotency-record';
import { KeyTable } from '../../../modules/data/key-table';

test('the function writes items as the table of the infrastructure wants them', () => {
  expect(PARTITION_KEY).toBe(KeyTable.partitionKey);
  const seed = { depositId: 'd', eventId: 'e', receivedAt: new Date(0) };
  const record = { fingerprint: 'f', seed, owner: 'o', leaseUntilMillis: 1, expiresAtSeconds: 2 };
  expect(writeRecord('key', record)).toMatchObject({
    [KeyTable.partitionKey]: { S: 'key' },
    [KeyTable.timeToLive]: { N: '2' },
  });
});
