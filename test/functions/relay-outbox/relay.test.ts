import fc from 'fast-check';
import type { DomainEvent } from '../../../functions/deposits/events/catalogue';
import { depositCleared } from '../../../functions/deposits/events/deposit-cleared';
import type { EventOutbox, OutboxPosition, WaitingEvent } from '../../../functions/deposits/events/ports';
import { relayOutbox } from '../../../functions/relay-outbox/relay';
import { UnavailableError } from '../../../functions/shared/errors';
import { ID, NOW } from '../support/events';

const idOf = (index: number) => `01976f00-0000-7000-8000-${String(index).padStart(12, '0')}`;
const event = (index: number) =>
  depositCleared(
    { depositId: ID, amount: { minorUnits: 1, currency: 'USD' }, postedAt: NOW, ledgerSequence: 1 },
    idOf(index),
  );

interface Row {
  readonly waiting: WaitingEvent;
  publishedAt?: Date;
}

/** The outbox in memory, oldest first. What `isPoison` names does not conform. */
class FakeOutbox implements EventOutbox {
  readonly rows: Row[];

  constructor(count: number, isPoison: (index: number) => boolean = () => false, ageSeconds = 90) {
    this.rows = Array.from({ length: count }, (_, index) => {
      const position = {
        createdAtMicros: (NOW.getTime() - ageSeconds * 1000) * 1000 + index,
        eventId: idOf(index),
      };
      return {
        waiting: isPoison(index)
          ? { position, refused: new Error('not an event') }
          : { position, event: event(index) },
      };
    });
  }

  async unpublished(
    limit: number,
    olderThan: Date,
    after?: OutboxPosition,
  ): Promise<readonly WaitingEvent[]> {
    return this.rows
      .filter(({ publishedAt }) => !publishedAt)
      .map(({ waiting }) => waiting)
      .filter(({ position }) => position.createdAtMicros < olderThan.getTime() * 1000)
      .filter(({ position }) => !after || position.createdAtMicros > after.createdAtMicros)
      .slice(0, limit);
  }

  async markPublished(eventId: string, at: Date) {
    const row = this.rows.find(({ waiting }) => waiting.position.eventId === eventId);
    if (row) row.publishedAt ??= at;
  }

  get waiting(): number {
    return this.rows.filter(({ publishedAt }) => !publishedAt).length;
  }
}

function relay(
  outbox: EventOutbox,
  options: { publish?: (event: DomainEvent) => Promise<void>; remainingMillis?: () => number } = {},
) {
  const published: string[] = [];
  const told = { relayed: 0, refused: 0, failed: 0 };
  const count = (what: keyof typeof told) => {
    told[what] += 1;
  };
  const done = relayOutbox({
    outbox,
    events: {
      publish: async (given) => {
        await options.publish?.(given);
        published.push(given.metadata.eventId);
      },
    },
    clock: { now: () => NOW },
    remainingMillis: options.remainingMillis ?? (() => 40_000),
    observer: {
      relayed: () => count('relayed'),
      refused: () => count('refused'),
      failed: () => count('failed'),
    },
  });
  return { done, published, told };
}

describe('relayOutbox', () => {
  test('GIVEN nothing waits THEN nothing is done, and the age is zero', async () => {
    await expect(relay(new FakeOutbox(0)).done).resolves.toEqual({
      published: 0,
      poison: 0,
      failed: 0,
      oldestSeconds: 0,
      complete: true,
    });
  });

  test('GIVEN events that wait THEN each is published in the order of its age, and marked', async () => {
    const outbox = new FakeOutbox(250);
    const { done, published, told } = relay(outbox);
    await expect(done).resolves.toMatchObject({ published: 250, oldestSeconds: 90, complete: true });
    expect(published).toEqual(outbox.rows.map(({ waiting }) => waiting.position.eventId));
    expect([outbox.waiting, told.relayed]).toEqual([0, 250]);
  });

  test('GIVEN an event that is younger than a minute THEN it is left to whoever stored it', async () => {
    const outbox = new FakeOutbox(3, undefined, 59);
    await expect(relay(outbox).done).resolves.toMatchObject({ published: 0, complete: true });
    expect(outbox.waiting).toBe(3);
  });

  test('GIVEN more poison than a page THEN what lies behind it is published all the same, and it is counted', async () => {
    const outbox = new FakeOutbox(230, (index) => index < 220);
    const { done, told } = relay(outbox);
    await expect(done).resolves.toMatchObject({ published: 10, poison: 220, failed: 0, complete: true });
    expect(told.refused).toBe(220);
  });

  test('GIVEN an event that the bus refuses THEN it stays, and the others go', async () => {
    const outbox = new FakeOutbox(5);
    const publish = async ({ metadata }: DomainEvent) => {
      if (metadata.eventId === idOf(0)) throw new Error('MalformedDetail');
    };
    const { done, told } = relay(outbox, { publish });
    await expect(done).resolves.toMatchObject({ published: 4, failed: 1, complete: true });
    expect([outbox.waiting, told.failed]).toEqual([1, 1]);
  });

  test('GIVEN a bus that is out THEN the run ends with what it learned, and asks no further', async () => {
    const outbox = new FakeOutbox(250);
    const publish = jest.fn(async () => {
      throw new UnavailableError('the event bus', 5);
    });
    const result = await relay(outbox, { publish }).done;
    expect(result).toMatchObject({ published: 0, oldestSeconds: 90, complete: false });
    expect(result.unavailable).toBeInstanceOf(UnavailableError);
    expect(publish.mock.calls.length).toBeLessThanOrEqual(8);
    expect(outbox.waiting).toBe(250);
  });

  test('GIVEN an event that was published and could not be marked THEN the next run repeats it', async () => {
    const outbox = new FakeOutbox(1);
    jest.spyOn(outbox, 'markPublished').mockRejectedValueOnce(new Error('broken'));
    const first = relay(outbox);
    await expect(first.done).resolves.toMatchObject({ published: 0, failed: 1 });
    const second = relay(outbox);
    await expect(second.done).resolves.toMatchObject({ published: 1 });
    expect([...first.published, ...second.published]).toEqual([idOf(0), idOf(0)]);
  });

  test('GIVEN the time is over THEN no further page is begun', async () => {
    const outbox = new FakeOutbox(250);
    const times = [30_000, 1999];
    const { done } = relay(outbox, { remainingMillis: () => times.shift() ?? 0 });
    await expect(done).resolves.toMatchObject({ published: 100, complete: false });
    await expect(relay(outbox, { remainingMillis: () => 0 }).done).resolves.toMatchObject({
      published: 0,
      oldestSeconds: 0,
      complete: false,
    });
  });

  test('GIVEN the outbox cannot be read THEN that is thrown', async () => {
    const outbox = new FakeOutbox(1);
    jest.spyOn(outbox, 'unpublished').mockRejectedValue(new UnavailableError('the database', 15));
    await expect(relay(outbox).done).rejects.toBeInstanceOf(UnavailableError);
  });

  test('THEN two relays at once lose nothing, whatever fails, and publish what conforms', async () => {
    const plan = fc.record({
      count: fc.nat({ max: 130 }),
      poison: fc.array(fc.nat({ max: 130 })),
      refused: fc.array(fc.nat({ max: 130 })),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ count, poison, refused }) => {
        const outbox = new FakeOutbox(count, (index) => poison.includes(index));
        const publish = async ({ metadata }: DomainEvent) => {
          await new Promise((resolve) => setImmediate(resolve));
          if (refused.some((index) => metadata.eventId === idOf(index))) throw new Error('refused');
        };
        const relays = [relay(outbox, { publish }), relay(outbox, { publish })];
        await Promise.all(relays.map(({ done }) => done));
        const expected = outbox.rows
          .map((_, index) => index)
          .filter((index) => !poison.includes(index) && !refused.includes(index))
          .map(idOf);
        expect(new Set(relays.flatMap(({ published }) => published))).toEqual(new Set(expected));
        expect(outbox.rows.filter((row) => row.publishedAt)).toHaveLength(expected.length);
      }),
      { numRuns: 30 },
    );
  });
});
