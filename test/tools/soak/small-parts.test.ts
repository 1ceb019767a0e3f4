import * as fc from 'fast-check';
import { isIdempotencyKey } from '../../../functions/deposits/idempotency-key';
import { untilAnswered } from '../../../tools/soak/client-retries';
import { percentiles } from '../../../tools/soak/latency';
import { LeakWatch } from '../../../tools/soak/leaks';
import { MemoryWatch } from '../../../tools/soak/memory';
import { kindOf, processesOfThisRun } from '../../../tools/soak/processes';
import { Random } from '../../../tools/soak/random';
import { SoakProgress } from '../../../tools/soak/soak-progress';

describe('Random', () => {
  it('stays within its bounds and reaches both', () => {
    const random = new Random(1);
    const seen = new Set(Array.from({ length: 500 }, () => random.between(3, 7)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6, 7]);
  });

  it('shuffles without losing anything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
        expect(new Random(seed).shuffled(items).sort()).toEqual([...items].sort());
      }),
    );
  });

  it('makes keys that the API takes, and no two alike', () => {
    const random = new Random(5);
    const keys = Array.from({ length: 1_000 }, () => random.uuid());
    expect(new Set(keys).size).toBe(1_000);
    expect(keys.every(isIdempotencyKey)).toBe(true);
  });

  it('refuses to pick from nothing', () => {
    expect(() => new Random(1).pick([])).toThrow(RangeError);
  });
});

describe('percentiles', () => {
  it('are values that were measured, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1 }), (values) => {
        const found = percentiles(values);
        if (!found) throw new Error('nothing found');
        for (const value of [found.p50, found.p95, found.p99, found.max]) expect(values).toContain(value);
        expect(found.p50).toBeLessThanOrEqual(found.p95);
        expect(found.p95).toBeLessThanOrEqual(found.p99);
        expect(found.p99).toBeLessThanOrEqual(found.max);
      }),
    );
  });

  it('of a hundred values are what everybody expects', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentiles(values)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
  });

  it('of nothing are none', () => {
    expect(percentiles([])).toBeUndefined();
  });
});

describe('LeakWatch', () => {
  const watch = (): LeakWatch => {
    const leaks = new LeakWatch();
    leaks.addCustomerData(['712345678901']);
    leaks.addSecrets(['a-very-secret-value', 'short']);
    return leaks;
  };

  it.each([
    ['a number', 'deposit of 712345678901 was taken'],
    ['a number within a longer one', 'row 99712345678901000'],
    ['a secret', 'Authorization a-very-secret-value.'],
    ['a task token under its name, whatever it is', '{"taskToken":"AAAAKgAAAAIAAAAA"}'],
    ['a signature', "'x-signature': 't=1,v1=0123456789abcdef'"],
  ])('finds %s, and does not repeat it', (_name, line) => {
    const leaks = watch();
    leaks.look('post-ledger', line);
    expect(leaks.count).toBe(1);
    expect(leaks.leaks[0]).toMatchObject({ source: 'post-ledger' });
    expect(leaks.leaks[0]?.line).toContain('<found>');
    expect(JSON.stringify(leaks.leaks)).not.toMatch(/712345678901|a-very-secret|AAAAKg|0123456789abcdef/);
  });

  it.each([
    '{"time":1795436707123,"msg":"the deposit was accepted","depositId":"0199aaaa-0000-7000-8000-000000000001"}',
    'the password could not be read',
    'short',
  ])('leaves alone: %s', (line) => {
    const leaks = watch();
    leaks.look('submit-deposit', line);
    expect({ count: leaks.count, lines: leaks.lines }).toEqual({ count: 0, lines: 1 });
  });

  it('counts all leaks and keeps the first', () => {
    const leaks = watch();
    for (let line = 0; line < 50; line += 1) leaks.look('x', '712345678901');
    expect(leaks.count).toBe(50);
    expect(leaks.leaks.length).toBeLessThan(50);
  });
});

describe('processes', () => {
  it('are told apart by how they were started', () => {
    expect(kindOf('/node\0--max\0/x/runtime-client.cjs')).toBe('function');
    expect(kindOf('python3\0-m\0vpc_lambda_moto.server')).toBe('moto');
    expect(kindOf('/usr/lib/postgresql/15/bin/postgres\0-D')).toBe('database');
    expect(kindOf('postgres: checkpointer')).toBe('database');
    expect(kindOf('esbuild')).toBe('other');
  });

  it('include this one, with its memory, on Linux', () => {
    const own = processesOfThisRun().find(({ pid }) => pid === process.pid);
    if (process.platform !== 'linux') return expect(own).toBeUndefined();
    expect(own).toMatchObject({ kind: 'parent' });
    expect(own?.memoryBytes).toBeGreaterThan(1_000_000);
  });

  it('are watched: start, the largest of each, end', () => {
    const megabytes = [1, 5, 2];
    let look = 0;
    const watch = new MemoryWatch(60_000, () => [
      { pid: 1, kind: 'parent', memoryBytes: (megabytes[look++] ?? 0) * 1_000_000 },
      { pid: 2, kind: 'function', memoryBytes: 3_000_000 },
    ]);
    const use = watch.stop();
    expect(use?.start).toMatchObject({ parent: 1, functions: 3, functionProcesses: 1 });
    expect(use?.peak.parent).toBe(5);
    expect(use?.end.parent).toBe(5);
  });

  it('are not told where they cannot be seen', () => {
    expect(new MemoryWatch(60_000, () => []).stop()).toBeUndefined();
  });
});

describe('a client with an idempotency key', () => {
  const answer = (status: number, retryAfter?: string) => ({
    status,
    body: {},
    headers: new Headers(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  });

  it('tries again after a conflict, too many requests, a fault and a broken connection', async () => {
    const answers = [answer(409, '0.01'), answer(429, '0.01'), answer(503, '0.01'), undefined, answer(202)];
    const trouble = { retries: new Map<number, number>() };
    const last = await untilAnswered(async () => {
      const next = answers.shift();
      if (!next) throw new Error('the connection broke');
      return next;
    }, trouble);
    expect(last?.status).toBe(202);
    expect(Object.fromEntries(trouble.retries)).toEqual({ 409: 1, 429: 1, 503: 1, 0: 1 });
  });

  it('takes a refusal as it is', async () => {
    const trouble = { retries: new Map<number, number>() };
    expect((await untilAnswered(async () => answer(422), trouble))?.status).toBe(422);
    expect(trouble.retries.size).toBe(0);
  });

  it('does not try again what was answered with something else than it says', async () => {
    const trouble = { retries: new Map<number, number>() };
    const send = async () => JSON.parse('{"detail":"["string"]"}') as ReturnType<typeof answer>;
    await expect(untilAnswered(send, trouble)).rejects.toThrow(SyntaxError);
    expect(trouble.retries.size).toBe(0);
  });

  it('gives up when the run is interrupted', async () => {
    const trouble = { retries: new Map<number, number>() };
    expect((await untilAnswered(async () => answer(503), trouble, AbortSignal.abort()))?.status).toBe(503);
  });
});

describe('the progress', () => {
  it('is a bar with an estimate on a terminal, and a line now and then elsewhere', () => {
    const said: string[] = [];
    let nowMs = 0;
    const sink = {
      step: (line: string) => void said.push(line),
      at: (line: string) => void said.push(`at ${line}`),
      note: (line: string) => void said.push(`note ${line}`),
    };
    const terminal = new SoakProgress(sink, true, () => nowMs);
    terminal.step('send');
    nowMs = 10_000;
    terminal.state({ share: 0.25, accepted: 5, finished: 3 });
    const plain = new SoakProgress(sink, false, () => nowMs);
    plain.step('send');
    for (let second = 0; second < 40; second += 1) {
      nowMs += 1_000;
      plain.state({ share: 1, accepted: 5, finished: 5, text: 'waiting' });
    }
    expect(said).toEqual([
      'send',
      'at [#####...............] 25 %, 5 accepted, 3 cleared or rejected, about 30 s left',
      'send',
      'note waiting',
      'note waiting',
    ]);
  });
});
