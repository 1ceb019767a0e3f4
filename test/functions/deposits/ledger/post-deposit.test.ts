import fc from 'fast-check';
import type { DomainEvent } from '../../../../functions/deposits/events/catalogue';
import { clearedEventId } from '../../../../functions/deposits/ledger/cleared-event-id';
import {
  type PostDepositPorts,
  type Posting,
  postDeposit,
} from '../../../../functions/deposits/ledger/post-deposit';

const DEPOSIT_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const posted = {
  depositId: DEPOSIT_ID,
  ledgerSequence: 7,
  amount: { minorUnits: 125_000, currency: 'USD' },
  postedAt: new Date('2026-01-01T00:00:00.123Z'),
};

class World implements PostDepositPorts {
  readonly published: DomainEvent[] = [];
  readonly marked: string[] = [];
  answer: Pick<Posting, 'alreadyPosted' | 'alreadyPublished'> = {
    alreadyPosted: false,
    alreadyPublished: false,
  };
  readonly ledger: PostDepositPorts['ledger'] = {
    post: async (_depositId, eventOf) => ({ posted, event: eventOf(posted), ...this.answer }),
  };
  readonly events = { publish: async (event: DomainEvent) => void this.published.push(event) };
  readonly outbox = { markPublished: async (eventId: string) => void this.marked.push(eventId) };
  readonly clock = { now: () => new Date(0) };
}

describe('postDeposit', () => {
  test('GIVEN a deposit THEN it is posted, told of, and marked as told', async () => {
    const world = new World();
    const { event } = await postDeposit(world, DEPOSIT_ID);
    expect(event).toEqual({
      type: 'DepositCleared',
      metadata: {
        schemaVersion: 1,
        eventId: clearedEventId(DEPOSIT_ID),
        occurredAt: '2026-01-01T00:00:00.123Z',
      },
      data: {
        depositId: DEPOSIT_ID,
        amount: posted.amount,
        postedAt: '2026-01-01T00:00:00.123Z',
        ledgerSequence: 7,
      },
    });
    expect(world.published).toEqual([event]);
    expect(world.marked).toEqual([event.metadata.eventId]);
  });

  test('GIVEN it was posted and not told of THEN it is told of now, with the same event', async () => {
    const world = new World();
    await postDeposit(world, DEPOSIT_ID);
    world.answer = { alreadyPosted: true, alreadyPublished: false };
    await postDeposit(world, DEPOSIT_ID);
    expect(world.published[1]).toEqual(world.published[0]);
  });

  test('GIVEN it was told of THEN it is not told of again', async () => {
    const world = new World();
    world.answer = { alreadyPosted: true, alreadyPublished: true };
    await expect(postDeposit(world, DEPOSIT_ID)).resolves.toMatchObject({ posted });
    expect([...world.published, ...world.marked]).toEqual([]);
  });

  test('GIVEN the bus refuses THEN nothing is marked', async () => {
    const world = new World();
    const refusing = { ...world, events: { publish: () => Promise.reject(new Error('no')) } };
    await expect(postDeposit(refusing, DEPOSIT_ID)).rejects.toThrow('no');
    expect(world.marked).toEqual([]);
  });
});

describe('clearedEventId', () => {
  test('THEN it is a UUID of version 8, and each deposit has its own', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (left, right) => {
        expect(clearedEventId(left)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
        expect(clearedEventId(left) === clearedEventId(right)).toBe(left === right);
      }),
    );
  });
});
