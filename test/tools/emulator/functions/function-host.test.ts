import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionHostEvent } from '../../../../tools/emulator/functions/events';
import { FunctionHost, type FunctionHostOptions } from '../../../../tools/emulator/functions/function-host';
import { CredentialRegistry } from '../../../../tools/emulator/gateway/credential-registry';
import { FakeMoto } from './fake-moto';

const OPERATOR = { accessKeyId: 'x', secretAccessKey: 'y' };

let moto: FakeMoto;
let host: FunctionHost;
let events: FunctionHostEvent[];

function makeHost(options: Partial<FunctionHostOptions> = {}): FunctionHost {
  return new FunctionHost({
    controlPlane: moto.url,
    gatewayEndpoint: moto.url,
    region: 'eu-west-1',
    credentials: new CredentialRegistry(OPERATOR),
    onEvent: (event) => events.push(event),
    asyncRetryDelaysSeconds: [0.01, 0.01],
    asyncThrottleDelaySeconds: 0.05,
    ...options,
  });
}

/** Invokes and gives the parsed payload with what came beside it. */
async function invoke(functionName: string, event: unknown = {}) {
  const result = await host.invoke({ functionName, payload: Buffer.from(JSON.stringify(event)) });
  return { ...result, value: JSON.parse(result.payload.toString('utf8')) };
}

beforeEach(async () => {
  moto = await FakeMoto.start();
  events = [];
  host = makeHost();
});

afterEach(async () => {
  await host.close();
  await moto.close();
});

describe('what a handler sees', () => {
  test('GIVEN a CommonJS handler WHEN invoked THEN event, context and environment are Lambda’s and nothing else is there', async () => {
    moto.deploy('echo', {
      files: {
        'index.js': `exports.handler = async (event, context) => ({
          event, context, keys: Object.keys(context), left: context.getRemainingTimeInMillis(),
          environment: { ...process.env }, cwd: process.cwd(), version: process.version })`,
      },
      environment: { TABLE: 'deposits', TZ: 'UTC' },
    });

    const { value, executedVersion, functionError } = await invoke('echo', { amount: 5 });

    expect(functionError).toBeUndefined();
    expect(executedVersion).toBe('$LATEST');
    expect(value.event).toEqual({ amount: 5 });
    expect(value.context).toMatchObject({
      functionName: 'echo',
      functionVersion: '$LATEST',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/echo',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:echo',
    });
    expect(value.left).toBeGreaterThan(2000);
    expect(value.left).toBeLessThanOrEqual(3000);
    expect(value.environment).toMatchObject({
      TABLE: 'deposits',
      TZ: 'UTC',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'echo',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_ENDPOINT_URL: moto.url,
      LAMBDA_TASK_ROOT: value.cwd,
      _HANDLER: 'index.handler',
      _X_AMZN_TRACE_ID: expect.stringMatching(
        /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
      ),
    });
    expect(value.environment).not.toHaveProperty('HOME');
    expect(value.environment).not.toHaveProperty('JEST_WORKER_ID');
    expect(value.environment).not.toHaveProperty('_LAMBDA_TELEMETRY_LOG_FD');
  });

  test('GIVEN the same function twice WHEN invoked on two hosts THEN its access key id is the same and belongs to it alone', async () => {
    const files = { 'index.js': 'exports.handler = async () => process.env.AWS_ACCESS_KEY_ID' };
    moto.deploy('one', { files });
    moto.deploy('two', { files });

    const first = (await invoke('one')).value;
    const second = (await invoke('two')).value;
    await host.close();
    host = makeHost();
    const again = (await invoke('one')).value;

    expect(first).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(again).toBe(first);
    expect(second).not.toBe(first);
  });

  test.each([
    [
      'an ES module by its name',
      { 'index.mjs': 'export const handler = async () => "esm"' },
      'index.handler',
      'esm',
    ],
    [
      'an ES module by package.json',
      { 'package.json': '{"type":"module"}', 'index.js': 'export const handler = async () => "typed"' },
      'index.handler',
      'typed',
    ],
    [
      'a folder and a nested export',
      { 'src/a.js': 'exports.b = { c: async () => "deep" }' },
      'src/a.b.c',
      'deep',
    ],
    [
      'a callback',
      { 'index.js': 'exports.handler = (e, c, done) => setTimeout(() => done(null, "called"), 5)' },
      'index.handler',
      'called',
    ],
    [
      'context.succeed',
      { 'index.js': 'exports.handler = (e, c) => c.succeed("old")' },
      'index.handler',
      'old',
    ],
    ['nothing at all', { 'index.js': 'exports.handler = () => undefined' }, 'index.handler', null],
    [
      'a promise of undefined',
      { 'index.js': 'exports.handler = async () => undefined' },
      'index.handler',
      null,
    ],
  ])('GIVEN %s WHEN invoked THEN its answer comes back', async (_name, files, handler, expected) => {
    moto.deploy('f', { files: files as unknown as Record<string, string>, handler });
    expect((await invoke('f')).value).toEqual(expected);
  });

  test('GIVEN a callback before work is done WHEN the event loop must not be awaited THEN the answer comes at once', async () => {
    const body = (wait: boolean) =>
      `exports.handler = (e, c, done) => { c.callbackWaitsForEmptyEventLoop = ${wait}; setTimeout(() => {}, 400); done(null, 1) }`;
    moto.deploy('waits', { files: { 'index.js': body(true) } });
    moto.deploy('hurries', { files: { 'index.js': body(false) } });

    await invoke('waits');
    await invoke('hurries');

    const duration = (name: string) =>
      events.flatMap((event) =>
        event.kind === 'invocation' && event.functionName === name ? [event.durationMs] : [],
      )[0];
    expect(duration('waits')).toBeGreaterThan(390);
    expect(duration('hurries')).toBeLessThan(350);
  });
});

describe('what goes wrong in a function', () => {
  test.each([
    [
      'a rejection',
      'exports.handler = async () => { throw new RangeError("too far") }',
      'RangeError',
      /^too far$/,
    ],
    ['a callback error', 'exports.handler = (e, c, done) => done(new TypeError("no"))', 'TypeError', /^no$/],
    ['a thrown string', 'exports.handler = async () => { throw "text" }', 'string', /^text$/],
    [
      'a circular result',
      'exports.handler = async () => { const a = {}; a.a = a; return a }',
      'Error',
      /Unable to stringify/,
    ],
    [
      'an uncaught exception',
      'exports.handler = () => { setTimeout(() => { throw new Error("later") }, 5) }',
      'Error',
      /^later$/,
    ],
    [
      'an unhandled rejection',
      'exports.handler = () => new Promise(() => { Promise.reject(new Error("lost")) })',
      'Runtime.UnhandledPromiseRejection',
      /^Error: lost$/,
    ],
    [
      'a missing module',
      'require("not-there")',
      'Runtime.ImportModuleError',
      /^Error: Cannot find module 'not-there'/,
    ],
    ['a syntax error', 'exports.handler = (', 'Runtime.UserCodeSyntaxError', /^SyntaxError: /],
    [
      'no such export',
      'exports.other = 1',
      'Runtime.HandlerNotFound',
      /^index\.handler is undefined or not exported$/,
    ],
    ['a failure at start', 'throw new Error("cannot start")', 'Error', /^cannot start$/],
    [
      'an exit',
      'exports.handler = async () => process.exit(3)',
      'Runtime.ExitError',
      /Error: Runtime exited with error: exit status 3$/,
    ],
    [
      'an exit at start',
      'process.exit(0)',
      'Runtime.ExitError',
      /Error: Runtime exited without providing a reason$/,
    ],
    [
      'a kill',
      'exports.handler = async () => process.kill(process.pid, "SIGKILL")',
      'Runtime.ExitError',
      /signal: killed$/,
    ],
  ])(
    'GIVEN %s WHEN invoked THEN the error is in Lambda’s form',
    async (_name, code, errorType, errorMessage) => {
      moto.deploy('bad', { files: { 'index.js': code } });

      const { value, functionError, status } = await invoke('bad');

      expect(status).toBe(200);
      expect(functionError).toBe('Unhandled');
      expect(value).toMatchObject({ errorType, errorMessage: expect.stringMatching(errorMessage) });
    },
  );

  test('GIVEN an endless loop WHEN its time is over THEN the process is killed and the answer says so', async () => {
    moto.deploy('loop', {
      files: {
        'index.js':
          'exports.handler = async (e) => { console.log(process.pid); if (e.loop) for (;;); return 1 }',
      },
      timeout: 1,
    });
    await invoke('loop');

    const { value, functionError, logTail } = await invoke('loop', { loop: true });

    expect(functionError).toBe('Unhandled');
    expect(value.errorType).toBe('Sandbox.Timedout');
    expect(value.errorMessage).toMatch(/Task timed out after 1\.00 seconds$/);
    expect(logTail).toMatch(
      /Task timed out after 1\.00 seconds\nEND RequestId: \S+\nREPORT .*Status: timeout/,
    );
    expect(host.processes).toBe(0);
    expect((await invoke('loop')).value).toBe(1);
  });

  test('GIVEN a response above 6 MB WHEN returned THEN Function.ResponseSizeTooLarge', async () => {
    moto.deploy('large', { files: { 'index.js': 'exports.handler = async () => "x".repeat(6291556)' } });
    expect((await invoke('large')).value.errorType).toBe('Function.ResponseSizeTooLarge');
  });

  test('GIVEN more heap than its memory WHEN used THEN the process ends as Runtime.ExitError', async () => {
    const code = 'exports.handler = async () => { const a = []; for (;;) a.push(new Array(1e6).fill({})) }';
    moto.deploy('greedy', { files: { 'index.js': code }, timeout: 20 });
    expect((await invoke('greedy')).value.errorType).toBe('Runtime.ExitError');
  });
});

describe('processes', () => {
  const COUNTER = {
    'index.js': `let n = 0; exports.handler = async (e) => {
      n += 1; await new Promise((r) => setTimeout(r, e.ms ?? 0)); return { n, pid: process.pid } }`,
  };

  test('GIVEN one call after another WHEN invoked THEN one warm process serves them', async () => {
    moto.deploy('count', { files: COUNTER });
    const answers = [
      (await invoke('count')).value,
      (await invoke('count')).value,
      (await invoke('count')).value,
    ];
    expect(answers.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1);
    const inits = events.flatMap((event) =>
      event.kind === 'invocation' ? [event.initDurationMs !== undefined] : [],
    );
    expect(inits).toEqual([true, false, false]);
  });

  test('GIVEN calls at once WHEN invoked THEN each has a process, up to the reserved concurrency, then 429', async () => {
    moto.deploy('count', { files: COUNTER, reservedConcurrency: 2, timeout: 10 });
    const answers = await Promise.allSettled([1, 2, 3].map(() => invoke('count', { ms: 600 })));
    const served = answers.flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value.value.pid] : [],
    );
    expect(new Set(served).size).toBe(2);
    expect(answers.find((answer) => answer.status === 'rejected')).toMatchObject({
      reason: {
        status: 429,
        code: 'TooManyRequestsException',
        message: 'Rate Exceeded.',
        members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
      },
    });
  });

  test('GIVEN fewer processes than calls WHEN invoked THEN the rest waits and all are served', async () => {
    await host.close();
    host = makeHost({ maxInvocations: 1, maxProcesses: 1 });
    moto.deploy('a', { files: COUNTER, timeout: 10 });
    moto.deploy('b', { files: COUNTER, timeout: 10 });
    const answers = await Promise.all(['a', 'b', 'a', 'b'].map((name) => invoke(name, { ms: 20 })));
    expect(answers.every(({ value }) => value.n >= 1)).toBe(true);
    expect(host.processes).toBeLessThanOrEqual(1);
  });

  test('GIVEN more calls of one function than processes WHEN invoked THEN warm ones are handed on, not started anew', async () => {
    await host.close();
    host = makeHost({ maxInvocations: 2 });
    moto.deploy('count', { files: COUNTER, timeout: 10 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => invoke('count', { ms: 10 })));
    expect(new Set(answers.map(({ value }) => value.pid)).size).toBe(2);
  });

  test('GIVEN more functions than turns WHEN all are busy THEN each keeps its process: none is ended for another', async () => {
    await host.close();
    host = makeHost({ maxInvocations: 2, maxProcesses: 4 });
    const names = ['a', 'b', 'c', 'd'];
    for (const name of names) moto.deploy(name, { files: COUNTER, timeout: 10 });
    const calls = Array.from({ length: 5 }, () => names).flat();
    const answers = await Promise.all(calls.map((name) => invoke(name, { ms: 10 })));
    const processes = new Set(answers.map(({ value }) => value.pid)).size;
    expect(processes).toBeLessThanOrEqual(2 * names.length);
    expect(host.processes).toBeLessThanOrEqual(4);
  });

  test('GIVEN new code WHEN deployed THEN the next invocation runs it and the old process is gone', async () => {
    moto.deploy('f', { files: { 'index.js': 'exports.handler = async () => "old"' } });
    const old = await invoke('f');
    moto.deploy('f', { files: { 'index.js': 'exports.handler = async () => "new"' } });
    host.forget();
    const fresh = await invoke('f');
    await sleep(50);
    expect([old.value, fresh.value]).toEqual(['old', 'new']);
    expect(host.processes).toBe(1);
  });

  test('GIVEN an alias WHEN invoked THEN its version runs under the alias’s ARN', async () => {
    const code = 'exports.handler = async (e, c) => [c.functionVersion, c.invokedFunctionArn]';
    moto.deploy('f', { files: { 'index.js': code } });
    moto.aliases.set('live', '7');
    const { value, executedVersion } = await invoke('arn:aws:lambda:eu-west-1:123456789012:function:f:live');
    expect(value).toEqual(['7', 'arn:aws:lambda:eu-west-1:123456789012:function:f:live']);
    expect(executedVersion).toBe('7');
  });

  test('GIVEN nothing to do WHEN the idle time is over THEN the process is ended', async () => {
    await host.close();
    host = makeHost({ idleSeconds: 0.1 });
    moto.deploy('count', { files: COUNTER });
    await invoke('count');
    expect(host.processes).toBe(1);
    for (let i = 0; i < 50 && host.processes > 0; i += 1) await sleep(20);
    expect(host.processes).toBe(0);
  });

  test('GIVEN running and started processes WHEN the host is closed THEN none is left, nor their files', async () => {
    const code = `exports.handler = async () => {
      const child = require('node:child_process').spawn('sleep', ['60']);
      return [process.pid, child.pid, process.cwd()] }`;
    moto.deploy('family', { files: { 'index.js': code } });
    const [pid, child, folder] = (await invoke('family')).value as [number, number, string];
    await host.close();
    await host.close();
    expect([pid, child].map(isRunning)).toEqual([false, false]);
    expect(existsSync(folder)).toBe(false);
    await expect(invoke('family')).rejects.toMatchObject({ status: 503 });
  });
});

function isRunning(pid: number): boolean {
  try {
    // A zombie whose parent has not looked yet has ended as well.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
