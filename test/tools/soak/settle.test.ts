import type { SentPoison } from '../../../tools/soak/faults';
import { Record as SoakRecord } from '../../../tools/soak/record';
import { settle } from '../../../tools/soak/settle';
import { FakeSystem } from './fake-system';

const signal = new AbortController().signal;

function run(fake: FakeSystem, poison: ReadonlyMap<string, SentPoison> = new Map(), longestSeconds = 20) {
  const options = { poison, longestSeconds, signal, onState: () => undefined };
  return settle(fake.system, new SoakRecord(), options);
}

describe('settling', () => {
  it('ends when nothing is on its way, seen twice', async () => {
    const settlement = await run(new FakeSystem());
    expect(settlement).toMatchObject({ unsettled: undefined, deadLetters: [], redrivenMessages: 0 });
  });

  it('redrives failed executions, and good messages from where they died; poison is kept on record with its reason', async () => {
    const fake = new FakeSystem();
    fake.failed.push('e1', 'e2');
    const poison = fake.put('clearing-dead', 'poison');
    fake.put('notifications-dead', 'good');
    fake.observer.messageErrors.set(poison, 'SyntaxError: the body is not JSON');
    const settling = run(fake, new Map([[poison, { queue: 'clearing', poison: 'no-json' }]]));
    setTimeout(() => fake.queues.get('notifications')?.splice(0), 500);
    const settlement = await settling;
    expect(fake.redriven).toEqual(['e1', 'e2']);
    expect(settlement).toMatchObject({
      redrivenExecutions: 2,
      redrivenMessages: 1,
      unsettled: undefined,
      deadLetters: [{ queue: 'clearing', reason: 'SyntaxError: the body is not JSON', poison: 'no-json' }],
    });
    expect(fake.queues.get('clearing-dead')).toEqual([]);
  });

  it('takes the reports of failed calls and says whose they are', async () => {
    const fake = new FakeSystem();
    const report = {
      requestContext: { functionArn: 'arn:aws:lambda:eu-central-1:1:function:relay-outbox:live' },
      responsePayload: { errorType: 'UnavailableError' },
    };
    fake.put('failures', JSON.stringify(report));
    fake.put('failures', '{}');
    fake.put('failures', 'no JSON');
    const { failures } = await run(fake);
    expect(Object.fromEntries(failures)).toEqual({
      'relay-outbox: UnavailableError': 1,
      'a call that nobody took': 1,
      'a message that is no JSON': 1,
    });
  });

  it('fires the relay for events that wait for longer than their minute, and says what did not come to its end', async () => {
    const fake = new FakeSystem();
    fake.rows = [{ moving: 2, waiting: 0, unpublished: 3, oldest_seconds: 70 }];
    fake.running = 2;
    const settlement = await run(fake, new Map(), 0);
    expect(fake.fired).toEqual(['relay-outbox']);
    expect(settlement.unsettled).toBe('2 deposits on their way, 3 events to publish, 2 executions');
  });

  it('goes on when the system cannot be asked for a while', async () => {
    const fake = new FakeSystem();
    const { system } = fake;
    let asked = 0;
    const query = async () => {
      asked += 1;
      if (asked === 1) throw new Error('away');
      return [{}];
    };
    const states: string[] = [];
    const settlement = await settle({ ...system, ledger: { query } }, new SoakRecord(), {
      poison: new Map(),
      longestSeconds: 20,
      signal,
      onState: (state) => void states.push(state),
    });
    expect(settlement.unsettled).toBeUndefined();
    expect(states[0]).toBe('the system cannot be asked: Error: away');
  });
});
