import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { IdempotencyTable } from '../../../functions/adapters/idempotency-table';
import type { Claim, ClaimResult, Seed } from '../../../functions/deposits/ports';
import { Deadline } from '../../../functions/shared/deadline';
import { UnavailableError } from '../../../functions/shared/errors';
import { FakeTable } from '../support/fake-dynamodb';

const dynamoDb = mockClient(DynamoDBClient);
const START = Date.parse('2026-01-01T00:00:00.000Z');
const seed: Seed = { depositId: 'deposit-1', eventId: 'event-1', receivedAt: new Date(START) };
const otherSeed: Seed = { depositId: 'deposit-2', eventId: 'event-2', receivedAt: new Date(START + 1) };
const receipt = { depositId: 'deposit-1', status: 'RECEIVED' } as const;
const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

let now = START;
let fake: FakeTable;
beforeEach(() => {
  now = START;
  dynamoDb.reset();
  fake = new FakeTable('pk', dynamoDb);
});

function table(millis = 2000): IdempotencyTable {
  return new IdempotencyTable({
    tableName: 'keys',
    deadline: Deadline.after(millis),
    clock: { now: () => new Date(now) },
    leaseSeconds: 28,
  });
}
const request = (proposal = seed, fingerprint = 'f') => ({ scopedKey: 'k', fingerprint, proposal });

function held(result: ClaimResult): Claim {
  if (result.outcome !== 'claimed') throw new Error(`not claimed: ${result.outcome}`);
  return result.claim;
}

describe('IdempotencyTable', () => {
  test('GIVEN a new key THEN it is claimed with the proposal, by one PutItem', async () => {
    const result = await table().claim(request());
    expect(result).toMatchObject({ outcome: 'claimed', takenOver: false, claim: { scopedKey: 'k', seed } });
    expect(fake.calls).toEqual(['PutItem']);
    expect(dynamoDb.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'keys',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(fake.items.get('k')?.['expiresAt']).toEqual({ N: String(START / 1000 + 7 * 24 * 3600) });
  });

  test('GIVEN a key that is held THEN the time until its lease ends', async () => {
    await table().claim(request());
    now += 10_000;
    await expect(table().claim(request(otherSeed))).resolves.toEqual({
      outcome: 'in-progress',
      retryAfterSeconds: 18,
    });
  });

  test('GIVEN a completed key THEN its receipt', async () => {
    await table().complete(held(await table().claim(request())), receipt);
    await expect(table().claim(request(otherSeed))).resolves.toEqual({ outcome: 'completed', receipt });
  });

  test.each(['held', 'completed', 'released'])(
    'GIVEN a %s key and another request THEN mismatch',
    async (state) => {
      const claim = held(await table().claim(request()));
      if (state === 'completed') await table().complete(claim, receipt);
      if (state === 'released') await table().release(claim);
      await expect(table().claim(request(otherSeed, 'other'))).resolves.toEqual({ outcome: 'mismatch' });
    },
  );

  test.each(['lease ended', 'released'])(
    'GIVEN a key whose %s THEN it is taken over with its own seed',
    async (how) => {
      const first = held(await table().claim(request()));
      if (how === 'released') await table().release(first);
      else now += 28_000;
      const second = await table().claim(request(otherSeed));
      expect(second).toMatchObject({ outcome: 'claimed', takenOver: true, claim: { seed } });
      expect(held(second).owner).not.toBe(first.owner);
      await expect(table().claim(request(otherSeed))).resolves.toMatchObject({ outcome: 'in-progress' });
    },
  );

  test('GIVEN two that take over at once THEN one of them has it', async () => {
    await table().claim(request());
    now += 28_000;
    fake.pause = () => new Promise(setImmediate);
    const results = await Promise.all([
      table().claim(request()),
      table().claim(request()),
      table().claim(request()),
    ]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['claimed', 'in-progress', 'in-progress']);
  });

  test('GIVEN a key past its retention that DynamoDB has not removed THEN it counts as new', async () => {
    await table().complete(held(await table().claim(request())), receipt);
    now += 7 * 24 * 3600 * 1000;
    await expect(table().claim(request(otherSeed, 'other'))).resolves.toMatchObject({
      outcome: 'claimed',
      takenOver: false,
      claim: { seed: otherSeed },
    });
  });

  test('GIVEN the answer of the put was lost THEN the retry finds its own item, not a rival', async () => {
    fake.nextFault = once({ at: 'after', error: lost });
    await expect(table().claim(request())).resolves.toMatchObject({ outcome: 'claimed', takenOver: false });
    expect(fake.calls).toEqual(['PutItem', 'PutItem']);
  });

  test('GIVEN the answer of the take-over was lost THEN the retry still owns the key', async () => {
    await table().release(held(await table().claim(request())));
    let calls = 0;
    fake.nextFault = () => (++calls === 2 ? { at: 'after', error: lost } : undefined);
    await expect(table().claim(request())).resolves.toMatchObject({ outcome: 'claimed', takenOver: true });
  });

  test('GIVEN the answer of complete was lost THEN its retry is content', async () => {
    const claim = held(await table().claim(request()));
    fake.nextFault = once({ at: 'after', error: lost });
    await expect(table().complete(claim, receipt)).resolves.toBeUndefined();
  });

  test('GIVEN the key was taken over THEN the first holder can neither complete nor release it', async () => {
    const first = held(await table().claim(request()));
    now += 28_000;
    const second = held(await table().claim(request()));
    await expect(table().complete(first, receipt)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    await expect(table().release(first)).resolves.toBeUndefined();
    await expect(table().complete(second, receipt)).resolves.toBeUndefined();
  });

  test('GIVEN no time is left THEN release is tried within the reserve all the same', async () => {
    const claim = held(await table().claim(request()));
    await table(0).release(claim);
    expect(fake.items.get('k')?.['leaseUntilMillis']).toEqual({ N: '0' });
    await expect(table(0).claim(request())).rejects.toBeInstanceOf(UnavailableError);
  });

  test.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'InternalServerError'])(
    'GIVEN %s THEN it is tried again',
    async (name) => {
      fake.nextFault = once({ at: 'before', error: Object.assign(new Error(name), { name }) });
      await expect(table().claim(request())).resolves.toMatchObject({ outcome: 'claimed' });
    },
  );

  test('GIVEN access is denied THEN it is thrown, not retried', async () => {
    const denied = Object.assign(new Error('denied'), { name: 'AccessDeniedException' });
    fake.nextFault = () => ({ at: 'before', error: denied });
    const claim: Claim = { scopedKey: 'k', owner: 'me', seed };
    await expect(table().claim(request())).rejects.toBe(denied);
    await expect(table().release(claim)).rejects.toBe(denied);
    expect(fake.calls).toEqual(['PutItem', 'UpdateItem']);
  });

  test('GIVEN an item of some other program THEN the error names attributes, not values', async () => {
    fake.items.set('k', { pk: { S: 'k' }, fingerprint: { S: 'hunter2' } });
    await expect(table().claim(request())).rejects.toThrow(/not as this version expects: .*owner/);
    await expect(table().claim(request())).rejects.not.toThrow(/hunter2/);
  });

  test('GIVEN a refusal that does not bring the item THEN that is told, and the key counts as not claimed', async () => {
    const refusal = new ConditionalCheckFailedException({ message: 'refused', $metadata: {} });
    dynamoDb.on(PutItemCommand).rejects(refusal);
    await expect(table().claim(request())).rejects.toThrow(/not as this version expects: the item$/);
    expect(dynamoDb.commandCalls(UpdateItemCommand)).toEqual([]);
  });

  test('THEN no call but PutItem and UpdateItem is ever made', async () => {
    const claim = held(await table().claim(request()));
    await table().release(claim);
    await table().complete(held(await table().claim(request())), receipt);
    await table().claim(request());
    const known =
      dynamoDb.commandCalls(PutItemCommand).length + dynamoDb.commandCalls(UpdateItemCommand).length;
    expect(dynamoDb.calls()).toHaveLength(known);
  });
});

function once(fault: { readonly at: 'before' | 'after'; readonly error: Error }) {
  let isUsed = false;
  return () => {
    if (isUsed) return undefined;
    isUsed = true;
    return fault;
  };
}
