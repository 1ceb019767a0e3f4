import type { FunctionHostEvent } from '../../../../tools/emulator/functions/events';
import { FunctionHost } from '../../../../tools/emulator/functions/function-host';
import { CredentialRegistry } from '../../../../tools/emulator/gateway/credential-registry';
import { FakeMoto } from './fake-moto';

let moto: FakeMoto;
let host: FunctionHost;
let events: FunctionHostEvent[];

beforeEach(async () => {
  moto = await FakeMoto.start();
  events = [];
  host = new FunctionHost({
    controlPlane: moto.url,
    gatewayEndpoint: moto.url,
    region: 'eu-west-1',
    credentials: new CredentialRegistry({ accessKeyId: 'x', secretAccessKey: 'y' }),
    onEvent: (event) => events.push(event),
    asyncRetryDelaysSeconds: [0.01, 0.01],
    asyncThrottleDelaySeconds: 0.05,
  });
});

afterEach(async () => {
  await host.close();
  await moto.close();
});

describe('logs', () => {
  test('GIVEN console and raw output WHEN invoked THEN lines, START, END and REPORT are told, stored and in the tail', async () => {
    moto.deploy('talks', {
      files: {
        'index.js': `exports.handler = async () => { console.log('two\\nlines %d', 1); console.error(new Error('seen'));
          process.stdout.write('{"raw":true}\\n') }`,
      },
    });
    const { requestId, logTail } = await host.invoke({ functionName: 'talks', payload: Buffer.from('{}') });
    await host.drained();

    const stored = moto.logMessages('/aws/lambda/talks');
    expect(stored).toEqual(
      expect.arrayContaining([`START RequestId: ${requestId} Version: $LATEST`, '{"raw":true}']),
    );
    expect(stored.find((line) => line.includes('two\nlines 1'))).toMatch(
      new RegExp(`^\\d{4}-\\S+Z\\t${requestId}\\tINFO\\ttwo\\nlines 1$`),
    );
    expect(stored.some((line) => line.includes('\tERROR\tError: seen'))).toBe(true);
    expect(stored.find((line) => line.startsWith('REPORT'))).toMatch(
      /Duration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms/,
    );
    expect(logTail).toContain('two\nlines 1');
    expect(logTail.trimEnd().split('\n').at(-1)).toMatch(/^REPORT/);
    const told = events.filter((event) => event.kind === 'log' && event.requestId === requestId);
    expect(told.length).toBe(stored.length);
  });

  test('GIVEN the JSON format WHEN invoked THEN every line is a document with level and request id', async () => {
    moto.deploy('json', {
      files: { 'index.js': 'exports.handler = async () => { console.debug("no"); console.warn({ a: 1 }) }' },
      logFormat: 'JSON',
    });
    const { requestId, logTail } = await host.invoke({ functionName: 'json', payload: Buffer.from('{}') });
    const lines = logTail
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ type: 'platform.start', record: { requestId } });
    expect(lines[1]).toMatchObject({ level: 'WARN', requestId, message: { a: 1 } });
    expect(lines[2]).toMatchObject({ type: 'platform.report', record: { status: 'success' } });
    expect(lines).toHaveLength(3);
  });
});
