import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { IdempotencyTable } from '../../../functions/adapters/idempotency-table';
import { parseDepositRequest } from '../../../functions/deposits/deposit-request';
import { KeyInUseError } from '../../../functions/deposits/errors';
import {
  type SubmitDepositPorts,
  type Submitted,
  submitDeposit,
} from '../../../functions/deposits/submit-deposit';
import { Deadline } from '../../../functions/shared/deadline';
import { uuidV7 } from '../../../functions/shared/uuid-v7';
import { FakeTable, type Fault } from '../support/fake-dynamodb';
import { CALLER, fakeUploads, InMemoryLedger, RecordedEvents, VALID_BODY } from '../support/fakes';

/**
 * The whole protocol under concurrency: several attempts with one key at once, round after round, with calls that fail
 * before or after they took effect, attempts that die holding the key, and any interleaving of their steps.
 */
type Trouble = 'none' | 'before' | 'after' | 'lost-before' | 'lost-after' | 'dies';
const troubles = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Trouble>('none') },
  { weight: 1, arbitrary: fc.constantFrom<Trouble>('before', 'after', 'lost-before', 'lost-after', 'dies') },
);
const round = fc.record({
  attempts: fc.integer({ min: 1, max: 4 }),
  troubles: fc.array(troubles, { minLength: 40, maxLength: 40 }),
  pauses: fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }),
  leaseEnds: fc.boolean(),
});

const LEASE_SECONDS = 28;
const command = {
  caller: CALLER,
  idempotencyKey: '0b7e4f0a-6f5d-4c5e-9a53-2f6f6a8f0001',
  request: parseDepositRequest(VALID_BODY),
};
const dynamoDb = mockClient(DynamoDBClient);

/** An attempt that dies never comes back: neither with a result nor with a clean-up. */
class Died extends Error {}

class World {
  readonly ledger = new InMemoryLedger();
  readonly events = new RecordedEvents();
  readonly table: FakeTable;
  now = Date.parse('2026-01-01T00:00:00.000Z');
  accepted: Submitted[] = [];
  private script: { troubles: Trouble[]; pauses: number[] } = { troubles: [], pauses: [] };

  constructor() {
    dynamoDb.reset();
    this.table = new FakeTable('pk', dynamoDb);
    this.table.nextFault = () => asFault(this.script.troubles.shift() ?? 'none', 'network');
    this.table.pause = () => this.pause();
  }

  async play(attempts: number, troubles: Trouble[], pauses: number[]): Promise<void> {
    this.script = { troubles: [...troubles], pauses: [...pauses] };
    await Promise.all(Array.from({ length: attempts }, () => this.attempt()));
    this.script = { troubles: [], pauses: [] };
  }

  private async attempt(): Promise<void> {
    try {
      this.accepted.push(await submitDeposit(this.ports(), command));
    } catch (error) {
      if (error instanceof KeyInUseError || error instanceof Died) return;
      if (error instanceof Error && error.message.startsWith('injected')) return;
      throw error;
    }
  }

  private ports(): SubmitDepositPorts {
    const life = { isDead: false };
    const clock = { now: () => new Date(this.now) };
    const alive = new IdempotencyTable({
      tableName: 'keys',
      deadline: Deadline.after(5000),
      clock,
      leaseSeconds: LEASE_SECONDS,
    });
    return {
      idempotency: {
        claim: (request) => alive.claim(request),
        complete: (claim, receipt) => this.unlessDead(life, () => alive.complete(claim, receipt)),
        release: (claim) => this.unlessDead(life, () => alive.release(claim)),
      },
      store: {
        store: (deposit, event) => this.step(life, () => this.ledger.store(deposit, event)),
        markPublished: (id, at) => this.step(life, () => this.ledger.markPublished(id, at)),
      },
      events: { publish: (event) => this.step(life, () => this.events.publish(event)) },
      uploads: fakeUploads,
      clock,
      ids: { next: () => uuidV7() },
      observer: { warn: () => undefined },
    };
  }

  private async step<T>(life: { isDead: boolean }, effect: () => Promise<T>): Promise<T> {
    const trouble = this.script.troubles.shift() ?? 'none';
    await this.pause();
    if (trouble === 'dies') {
      life.isDead = true;
      throw new Died();
    }
    if (trouble.endsWith('before')) throw new Error('injected before');
    const result = await effect();
    await this.pause();
    if (trouble.endsWith('after')) throw new Error('injected after');
    return result;
  }

  private async unlessDead(life: { isDead: boolean }, work: () => Promise<void>): Promise<void> {
    if (life.isDead) throw new Died();
    await work();
  }

  private async pause(): Promise<void> {
    for (let turns = this.script.pauses.shift() ?? 0; turns > 0; turns -= 1) await new Promise(setImmediate);
  }
}

function asFault(trouble: Trouble, code: string): Fault {
  if (trouble === 'none') return undefined;
  const at = trouble.endsWith('after') ? 'after' : 'before';
  if (trouble.startsWith('lost'))
    return { at, error: Object.assign(new Error('lost'), { code: 'ECONNRESET' }) };
  return { at, error: Object.assign(new Error(`injected ${code}`), {}) };
}

describe('the protocol of idempotency keys', () => {
  let random: jest.SpyInstance;
  beforeEach(() => {
    // Retries without pauses: what matters here is the order of steps.
    random = jest.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => random.mockRestore());

  test('THEN whatever happens, there is one deposit and one event, and a later retry finishes the work', async () => {
    let takenOver = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
        const world = new World();
        for (const { attempts, troubles: list, pauses, leaseEnds } of rounds) {
          await world.play(attempts, list, pauses);
          if (leaseEnds) world.now += LEASE_SECONDS * 1000;
          expectConsistent(world);
        }
        const before = world.accepted.length;
        world.now += LEASE_SECONDS * 1000;
        await world.play(1, [], []);
        expect(world.accepted).toHaveLength(before + 1);
        if (before === 0 && world.ledger.deposits.size === 1) takenOver += 1;
        expectConsistent(world);
        expect(world.ledger.deposits.size).toBe(1);
      }),
      { numRuns: 300 },
    );
    expect(takenOver).toBeGreaterThan(0);
  });
});

function expectConsistent(world: World): void {
  const depositIds = new Set(world.accepted.map(({ receipt }) => receipt.depositId));
  expect(depositIds.size).toBeLessThanOrEqual(1);
  expect(world.ledger.deposits.size).toBeLessThanOrEqual(1);
  expect(world.ledger.outbox.size).toBe(world.ledger.deposits.size);
  const eventIds = new Set(world.events.published.map((event) => event.metadata.eventId));
  expect(eventIds.size).toBeLessThanOrEqual(1);
  if (world.accepted.length === 0) return;
  expect([...world.ledger.deposits.keys()]).toEqual([...depositIds]);
  expect([...world.ledger.outbox.values()].every(({ publishedAt }) => publishedAt)).toBe(true);
  expect(eventIds.size).toBe(1);
}
