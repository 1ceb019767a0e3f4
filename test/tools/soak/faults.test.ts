import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Fault } from '../../../tools/soak/fault-plan';
import { Faults } from '../../../tools/soak/faults';
import { FakeSystem } from './fake-system';

const EVENTS = Array.from({ length: 12 }, (_, index) => ({
  event_type: 'DepositReceived',
  payload: JSON.stringify({ type: 'DepositReceived', data: { depositId: `d${index}` } }),
}));

function faultsOf(fake: FakeSystem, ...plan: readonly Fault[]): Faults {
  const { signal } = new AbortController();
  return new Faults(
    fake.system,
    plan.map((fault) => ({ at: 0.5, fault })),
    1,
    signal,
  );
}

describe('faults', () => {
  it('come when their moment has come, and not before', async () => {
    const fake = new FakeSystem();
    const faults = faultsOf(fake, { kind: 'partner', fault: { kind: 'close' }, times: 3 });
    faults.reached(0.4);
    expect(fake.calls).toEqual([]);
    faults.reached(0.5);
    faults.reached(0.6);
    expect(fake.calls).toEqual(['close 3']);
    await faults.end();
    expect(fake.calls.slice(1)).toEqual(['restore', 'recover']);
  });

  it('of the database follow one another, and end', async () => {
    const fake = new FakeSystem();
    const faults = faultsOf(
      fake,
      { kind: 'database-cut-off', seconds: 0.05 },
      { kind: 'database-answers-lost', count: 4 },
    );
    await faults.end();
    expect(fake.calls).toEqual(['cut off', 'restore', 'lose 4', 'restore', 'recover']);
    expect(faults.counts).toMatchObject({ cutOffs: 1, lostAnswers: 4 });
  });

  it('bring old messages again in another order, as the bus envelops them', async () => {
    const fake = new FakeSystem();
    fake.rows = EVENTS;
    const faults = faultsOf(fake, { kind: 'redelivery', queue: 'clearing', messages: 10 });
    await faults.end();
    const sent = (fake.queues.get('clearing') ?? []).map(({ body }) => JSON.parse(body));
    const ids = sent.map(({ detail }) => detail.data.depositId);
    expect(new Set(ids).size).toBe(10);
    expect(ids).not.toEqual(EVENTS.slice(0, 10).map((_, index) => `d${index}`));
    for (const message of sent) {
      expect(message).toMatchObject({ source: 'deposits', 'detail-type': 'DepositReceived' });
      expect(message.detail).not.toHaveProperty('type');
    }
    expect(faults.counts.redelivered).toBe(10);
  });

  it('poison a queue in each way, and keep which message it is', async () => {
    const fake = new FakeSystem();
    const kinds = ['no-json', 'no-event', 'other-event', 'unknown-deposit'] as const;
    const faults = faultsOf(
      fake,
      ...kinds.map((poison) => ({ kind: 'poison', queue: 'clearing', poison }) as const),
    );
    await faults.end();
    const bodies = (fake.queues.get('clearing') ?? []).map(({ body }) => body);
    expect(() => JSON.parse(bodies[0] ?? '')).toThrow(SyntaxError);
    expect(new Set(bodies).size).toBe(4);
    expect([...faults.poison.values()].map(({ poison }) => poison)).toEqual(kinds);
  });

  it('are told when they could not be brought about', async () => {
    const fake = new FakeSystem();
    const { system } = fake;
    const broken = { ...system, queues: [] };
    const { signal } = new AbortController();
    const plan = [{ at: 0, fault: { kind: 'poison', queue: 'clearing', poison: 'no-json' } as const }];
    const faults = new Faults(broken, plan, 1, signal);
    await faults.end();
    expect(faults.failures).toEqual(['the fault poison: Error: there is no queue clearing']);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('kill the process of an invocation that has begun, found by its log stream', async () => {
    const logStream = `2026/01/31/[1]${Math.random().toString(16).slice(2)}`;
    const child: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], {
      env: { AWS_LAMBDA_LOG_STREAM_NAME: logStream },
    });
    await once(child, 'spawn');
    const fake = new FakeSystem();
    const faults = faultsOf(fake, { kind: 'kill', functionName: 'post-ledger', afterMilliseconds: 1 });
    faults.reached(1);
    fake.observer.onBegun?.({ functionName: 'decide-deposit', logStream });
    fake.observer.onBegun?.({ functionName: 'post-ledger', logStream });
    const [, killedBy] = await once(child, 'exit');
    expect(killedBy).toBe('SIGKILL');
    expect(Object.fromEntries(faults.counts.killed)).toEqual({ 'post-ledger': 1 });
    // Each kill is for one invocation.
    expect(() => fake.observer.onBegun?.({ functionName: 'post-ledger', logStream })).not.toThrow();
  });
});
