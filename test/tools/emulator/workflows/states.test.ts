import type {
  ChoiceRule,
  State,
  StateMachineDefinition,
} from '../../../../tools/emulator/workflows/language/definition';
import type { Json } from '../../../../tools/emulator/workflows/language/json';
import { Retries } from '../../../../tools/emulator/workflows/language/retries';
import { Aborted, StatesError } from '../../../../tools/emulator/workflows/language/states-error';
import { FakeHost } from './fake-host';

function machine(States: Record<string, State>): StateMachineDefinition {
  return { StartAt: Object.keys(States)[0] ?? '', States };
}

function task(extra: Partial<State> = {}): State {
  return { Type: 'Task', Resource: 'work', End: true, ...extra } as State;
}

describe('Choice', () => {
  const input: Json = { n: 5, t: 'abc', b: true, at: '2026-01-02T00:00:00Z', nil: null, limit: 7 };
  test.each<[boolean, ChoiceRule]>([
    [true, { Variable: '$.n', NumericEquals: 5 }],
    [true, { Variable: '$.n', NumericLessThanPath: '$.limit' }],
    [false, { Variable: '$.n', NumericGreaterThan: 5 }],
    [true, { Variable: '$.n', NumericGreaterThanEquals: 5 }],
    [true, { Variable: '$.n', NumericLessThanEquals: 5 }],
    [false, { Variable: '$.t', NumericEquals: 5 }],
    [true, { Variable: '$.t', StringEquals: 'abc' }],
    [true, { Variable: '$.t', StringLessThan: 'abd' }],
    [true, { Variable: '$.t', StringMatches: 'a*c' }],
    [false, { Variable: '$.t', StringMatches: 'a.c' }],
    [false, { Variable: '$.t', StringMatches: 'a\\*c' }],
    [true, { Variable: '$.b', BooleanEquals: true }],
    [true, { Variable: '$.at', TimestampGreaterThan: '2026-01-01T23:59:59+00:00' }],
    [true, { Variable: '$.at', IsTimestamp: true }],
    [true, { Variable: '$.nil', IsNull: true }],
    [true, { Variable: '$.n', IsNumeric: true }],
    [false, { Variable: '$.n', IsString: true }],
    [true, { Variable: '$.n', IsBoolean: false }],
    [true, { Variable: '$.missing', IsPresent: false }],
    [true, { And: [{ Variable: '$.n', IsPresent: true }, { Not: { Variable: '$.n', NumericEquals: 6 } }] }],
    [
      true,
      {
        Or: [
          { Variable: '$.n', NumericEquals: 6 },
          { Variable: '$$.State.Name', StringEquals: 'Choose' },
        ],
      },
    ],
  ])('GIVEN a rule that is %s WHEN it decides THEN the line goes there: %j', async (expected, rule) => {
    const output = await new FakeHost().run(
      machine({
        Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
        Yes: { Type: 'Pass', Result: true, End: true },
        No: { Type: 'Pass', Result: false, End: true },
      }),
      input,
    );
    expect(output).toBe(expected);
  });

  test.each([
    [{ Variable: '$.n', NumericEquals: 1 }, 'States.NoChoiceMatched'],
    [{ Variable: '$.missing', NumericEquals: 1 }, 'States.Runtime'],
    [{ Variable: '$.n', Nonsense: 1 }, 'States.Runtime'],
    [{ Variable: '$.n' }, 'States.Runtime'],
    [{ Variable: '$.n', NumericEqualsPath: '$.missing' }, 'States.Runtime'],
  ])('GIVEN %j without a default WHEN it decides THEN it fails as %s', async (rule, error) => {
    const definition = machine({
      Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }] },
      Yes: { Type: 'Succeed' },
    });
    await expect(new FakeHost().run(definition, input)).rejects.toMatchObject({ error });
  });
});

describe('Pass, Wait, Succeed, Fail', () => {
  test('GIVEN a Pass with ResultPath WHEN it runs THEN its result is put into the input', async () => {
    const output = await new FakeHost().run(
      machine({
        A: { Type: 'Pass', Parameters: { 'x.$': '$.n' }, ResultPath: '$.made', Next: 'B' },
        B: { Type: 'Succeed', OutputPath: '$.made' },
      }),
      { n: 1 },
    );
    expect(output).toEqual({ x: 1 });
  });

  test.each<[Partial<State>, number]>([
    [{ Seconds: 10 }, 100],
    [{ SecondsPath: '$.n' }, 50],
    [{ Timestamp: '2020-01-01T00:00:00Z' }, 0],
  ])(
    'GIVEN %j and a time scale WHEN it waits THEN for its share of the time',
    async (fields, milliseconds) => {
      const host = new FakeHost();
      host.timeScale = 0.01;
      const started = performance.now();
      await host.run(machine({ A: { Type: 'Wait', End: true, ...fields } as State }), { n: 5 });
      const took = performance.now() - started;
      expect(took).toBeGreaterThanOrEqual(milliseconds - 5);
      expect(took).toBeLessThan(milliseconds + 400);
    },
  );

  test('GIVEN a Wait that names no time WHEN it runs THEN it fails', async () => {
    const definition = machine({ A: { Type: 'Wait', TimestampPath: '$.n', End: true } });
    await expect(new FakeHost().run(definition, { n: 'soon' })).rejects.toMatchObject({
      error: 'States.Runtime',
    });
  });

  test('GIVEN a Fail WHEN it runs THEN error and cause are those it names', async () => {
    const definition = machine({
      A: { Type: 'Fail', Error: 'Refused', CausePath: "States.Format('no {}', $.n)" },
    });
    await expect(new FakeHost().run(definition, { n: 1 })).rejects.toMatchObject({
      error: 'Refused',
      cause: 'no 1',
    });
  });

  test('GIVEN a state that does not exist WHEN it is next THEN the line fails', async () => {
    const definition = machine({ A: { Type: 'Pass', Next: 'toString' } });
    await expect(new FakeHost().run(definition, {})).rejects.toMatchObject({ error: 'States.Runtime' });
  });
});

describe('Retry and Catch', () => {
  const failing = (error: string, times = Number.POSITIVE_INFINITY) => {
    let calls = 0;
    const host = new FakeHost({
      work: () => {
        calls += 1;
        if (calls <= times) throw new StatesError(error, 'because');
        return { calls };
      },
    });
    return host;
  };

  test('GIVEN an error that passes WHEN it is retried THEN the state succeeds, and its retries are counted', async () => {
    const retry = [{ ErrorEquals: ['UnavailableError'], MaxAttempts: 8 }];
    const host = failing('UnavailableError', 3);
    await expect(host.run(machine({ A: task({ Retry: retry }) }), {})).resolves.toEqual({ calls: 4 });
    expect(host.events.filter(({ event }) => event === 'state-retried')).toHaveLength(3);
  });

  test('GIVEN attempts that run out WHEN another catcher matches THEN its state receives error and cause', async () => {
    const output = await failing('Late').run(
      machine({
        A: task({
          Retry: [{ ErrorEquals: ['Late'], MaxAttempts: 1 }],
          Catch: [
            { ErrorEquals: ['Other'], Next: 'C' },
            { ErrorEquals: ['States.TaskFailed'], ResultPath: '$.failure', Next: 'B' },
          ],
        }),
        B: { Type: 'Succeed' },
        C: { Type: 'Fail' },
      }),
      { id: 1 },
    );
    expect(output).toEqual({ id: 1, failure: { Error: 'Late', Cause: 'because' } });
  });

  test.each([
    ['States.Timeout', 'States.TaskFailed'],
    ['States.Runtime', 'States.ALL'],
    ['States.DataLimitExceeded', 'States.ALL'],
  ])('GIVEN %s WHEN only %s is caught THEN the execution fails with it', async (error, name) => {
    const definition = machine({
      A: task({ Catch: [{ ErrorEquals: [name], Next: 'B' }] }),
      B: { Type: 'Succeed' },
    });
    await expect(failing(error).run(definition, {})).rejects.toMatchObject({ error });
  });

  test('GIVEN interval, rate, ceiling and jitter WHEN delays are computed THEN as the States Language says', () => {
    const plain = new Retries([
      {
        ErrorEquals: ['States.ALL'],
        IntervalSeconds: 2,
        BackoffRate: 2,
        MaxDelaySeconds: 10,
        MaxAttempts: 4,
      },
    ]);
    expect([1, 2, 3, 4, 5].map(() => plain.next('E'))).toEqual([2, 4, 8, 10, undefined]);
    const jitter = new Retries(
      [{ ErrorEquals: ['E'], IntervalSeconds: 8, JitterStrategy: 'FULL' }],
      () => 0.25,
    );
    expect([jitter.next('E'), jitter.next('E'), jitter.next('Other')]).toEqual([2, 4, undefined]);
    expect(new Retries([{ ErrorEquals: ['E'], MaxAttempts: 0 }]).next('E')).toBeUndefined();
  });

  test('GIVEN two retriers WHEN errors alternate THEN each counts its own', () => {
    const retries = new Retries([
      { ErrorEquals: ['A'], MaxAttempts: 1, IntervalSeconds: 1 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 2, IntervalSeconds: 5 },
    ]);
    expect(['A', 'B', 'A', 'B', 'B'].map((error) => retries.next(error))).toEqual([
      1,
      5,
      undefined,
      10,
      undefined,
    ]);
  });
});

describe('Parallel', () => {
  const branch = (Resource: string) => ({
    StartAt: Resource,
    States: { [Resource]: task({ Resource } as Partial<State>) },
  });

  test('GIVEN three branches WHEN they run THEN side by side, and their outputs keep the order', async () => {
    let running = 0;
    let most = 0;
    const work = (name: string) => async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, name === 'a' ? 30 : 5));
      running -= 1;
      return name;
    };
    const host = new FakeHost({ a: work('a'), b: work('b'), c: work('c') });
    const output = await host.run(
      machine({
        P: { Type: 'Parallel', Branches: ['a', 'b', 'c'].map(branch), ResultPath: '$.checks', End: true },
      }),
      { id: 1 },
    );
    expect(output).toEqual({ id: 1, checks: ['a', 'b', 'c'] });
    expect(most).toBe(3);
  });

  test('GIVEN a branch that fails WHEN another still works THEN it is stopped and the error is the branch’s own', async () => {
    const host = new FakeHost({
      slow: () => new Promise(() => undefined),
      bad: () => Promise.reject(new StatesError('Bad', 'x')),
    });
    const output = await host.run(
      machine({
        P: {
          Type: 'Parallel',
          Branches: ['slow', 'bad'].map(branch),
          End: true,
          Catch: [{ ErrorEquals: ['Bad'], Next: 'Caught' }],
        },
        Caught: { Type: 'Succeed' },
      }),
      {},
    );
    expect(output).toEqual({ Error: 'Bad', Cause: 'x' });
  });
});

describe('stopping', () => {
  test('GIVEN a line that works WHEN its signal comes THEN it ends at once and nothing catches it', async () => {
    const controller = new AbortController();
    const host = new FakeHost({ work: () => new Promise(() => undefined) });
    const running = host.run(
      machine({ A: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A' }] }) }),
      {},
      controller.signal,
    );
    setTimeout(() => controller.abort(), 5);
    await expect(running).rejects.toBeInstanceOf(Aborted);
  });
});

describe('limits of a Task', () => {
  test('GIVEN a task that is late WHEN its time is over THEN States.Timeout, whatever the time scale', async () => {
    const host = new FakeHost({ work: () => new Promise(() => undefined) });
    const definition = machine({
      A: task({
        TimeoutSeconds: 0.03,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'B' }],
      } as Partial<State>),
      B: { Type: 'Succeed' },
    });
    await expect(host.run(definition, {})).resolves.toMatchObject({ Error: 'States.Timeout' });
  });

  test('GIVEN a result above 256 KiB WHEN it arrives THEN States.DataLimitExceeded', async () => {
    const host = new FakeHost({ work: () => 'x'.repeat(262_145) });
    await expect(host.run(machine({ A: task() }), {})).rejects.toMatchObject({
      error: 'States.DataLimitExceeded',
    });
  });
});

describe('task tokens', () => {
  const waiting = (extra: Partial<State> = {}) =>
    machine({
      A: task({
        Resource: 'work.waitForTaskToken',
        Parameters: { 'token.$': '$$.Task.Token' },
        ...extra,
      } as Partial<State>),
    });

  test('GIVEN a task that hands its token out WHEN somebody completes it THEN that is the state’s result', async () => {
    const tokens: string[] = [];
    const host = new FakeHost({
      work: (input) => {
        tokens.push((input as { token: string }).token);
        return 'ignored';
      },
    });
    const running = host.run(waiting(), {});
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(host.events).toContainEqual({ event: 'waiting-for-token', state: 'A' });
    host.tokens.succeed(tokens[0] ?? '', '{"approval":"APPROVED"}');
    await expect(running).resolves.toEqual({ approval: 'APPROVED' });
    expect(() => host.tokens.succeed(tokens[0] ?? '', '1')).toThrow(
      expect.objectContaining({ code: 'TaskTimedOut' }),
    );
    expect(host.tokens.size).toBe(0);
  });

  test('GIVEN a token completed before its function has answered WHEN the function still works THEN the state goes on', async () => {
    const host: FakeHost = new FakeHost({
      work: (input) => {
        host.tokens.succeed((input as { token: string }).token, '7');
        return new Promise(() => undefined);
      },
    });
    await expect(host.run(waiting(), {})).resolves.toBe(7);
  });

  test('GIVEN a failure that is sent WHEN it is retried THEN the second token is a new one', async () => {
    const tokens: string[] = [];
    const host: FakeHost = new FakeHost({
      work: (input) => {
        const { token } = input as { token: string };
        tokens.push(token);
        if (tokens.length === 1) host.tokens.fail(token, 'Refused', 'c');
        else host.tokens.succeed(token, '"second"');
        return null;
      },
    });
    await expect(host.run(waiting({ Retry: [{ ErrorEquals: ['Refused'] }] }), {})).resolves.toBe('second');
    expect(new Set(tokens).size).toBe(2);
  });

  test('GIVEN a function that fails WHEN it was to hand the token on THEN the state fails with its error', async () => {
    const host = new FakeHost({ work: () => Promise.reject(new StatesError('UnavailableError', '')) });
    await expect(host.run(waiting(), {})).rejects.toMatchObject({ error: 'UnavailableError' });
    expect(host.tokens.size).toBe(0);
  });

  test('GIVEN heartbeats WHEN they stop THEN States.HeartbeatTimeout; States.Timeout catches it too', async () => {
    let beats = 0;
    const host: FakeHost = new FakeHost({
      work: (input) => {
        const { token } = input as { token: string };
        const timer = setInterval(() => {
          beats += 1;
          if (beats > 4) clearInterval(timer);
          else host.tokens.heartbeat(token);
        }, 40);
        return null;
      },
    });
    const definition = waiting({
      HeartbeatSeconds: 0.09,
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'B' }],
    } as Partial<State>);
    const output = await host.run(
      { ...definition, States: { ...definition.States, B: { Type: 'Succeed' } } },
      {},
    );
    expect(output).toMatchObject({ Error: 'States.HeartbeatTimeout' });
    expect(beats).toBeGreaterThanOrEqual(4);
  });

  test('GIVEN an invented token or an output that is no JSON WHEN sent THEN it is refused by name', () => {
    const { tokens } = new FakeHost();
    const open = tokens.open();
    expect(() => tokens.heartbeat('invented')).toThrow(expect.objectContaining({ code: 'InvalidToken' }));
    expect(() => tokens.succeed(open.value, '{')).toThrow(expect.objectContaining({ code: 'InvalidOutput' }));
    open.close();
    expect(() => tokens.fail(open.value, 'E', '')).toThrow(expect.objectContaining({ code: 'TaskTimedOut' }));
  });
});
