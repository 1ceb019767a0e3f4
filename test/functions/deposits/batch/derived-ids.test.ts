import fc from 'fast-check';
import { batchIdOfKey, incomingKey, isBatchId } from '../../../../functions/deposits/batch/batch';
import {
  batchIdOf,
  completedEventIdOf,
  depositIdOf,
  receivedEventIdOf,
} from '../../../../functions/deposits/batch/derived-ids';
import { isDepositId } from '../../../../functions/deposits/deposit';
import { BATCH_ID, NOW } from './support';

describe('the id of a batch', () => {
  test('is a UUID of version 8 that follows from caller and key', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (caller, key) => {
        expect(isBatchId(batchIdOf(caller, key))).toBe(true);
        expect(batchIdOf(caller, key)).toBe(batchIdOf(caller, key));
      }),
    );
  });

  test('differs for another caller, another key, and where one borrows from the other', () => {
    const ids = [batchIdOf('ab', 'c'), batchIdOf('a', 'bc'), batchIdOf('ab', 'd'), batchIdOf('x', 'c')];
    expect(new Set(ids).size).toBe(4);
  });

  test('is found in the key of its file, and in no other key', () => {
    expect(batchIdOfKey(incomingKey(BATCH_ID))).toBe(BATCH_ID);
    for (const key of [
      `work/${BATCH_ID}/items.json`,
      `incoming/${BATCH_ID}.json`,
      `incoming/../${BATCH_ID}.jsonl`,
      `incoming/${BATCH_ID.toUpperCase()}.jsonl`,
      'incoming/.jsonl',
      '',
    ]) {
      expect([key, batchIdOfKey(key)]).toEqual([key, undefined]);
    }
  });
});

describe('the ids of a line', () => {
  const ids = (line: number, at = NOW, batch = BATCH_ID) => [
    depositIdOf(batch, at, line),
    receivedEventIdOf(batch, at, line),
  ];

  test('have the form of version 7, begin with the time of the batch, and are the same each time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.date({ min: new Date(0), noInvalidDate: true }),
        (line, at) => {
          fc.pre(at.getTime() < 2 ** 48);
          for (const id of ids(line, at)) {
            expect(isDepositId(id)).toBe(true);
            expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at.getTime());
          }
          expect(ids(line, at)).toEqual(ids(line, at));
        },
      ),
    );
  });

  test('are different for each line, each batch, each time of announcement, and each purpose', () => {
    const all = [
      ...Array.from({ length: 10_000 }, (_, index) => ids(index + 1)).flat(),
      ...ids(1, new Date(NOW.getTime() + 1)),
      ...ids(1, NOW, '0d5f1c9e-2b7a-8c3d-9e4f-5a6b7c8d9e00'),
      completedEventIdOf(BATCH_ID, NOW),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
