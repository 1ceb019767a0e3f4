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

describe('asynchronous events', () => {
  const queueArn = (name: string) => `arn:aws:sqs:eu-west-1:123456789012:${name}`;
  const sent = () =>
    moto.calls.filter((call) => call.target === 'AmazonSQS.SendMessage').map((call) => JSON.parse(call.body));

  test('GIVEN an event WHEN accepted THEN 202 at once, and the function runs afterwards', async () => {
    moto.deploy('later', { files: { 'index.js': 'exports.handler = async () => 1' } });
    const accepted = await host.invoke({ functionName: 'later', payload: Buffer.from('{}'), type: 'Event' });
    expect(accepted.status).toBe(202);
    await host.drained();
    expect(events.find((event) => event.kind === 'invocation')).toMatchObject({
      status: 'success',
      requestId: accepted.requestId,
    });
  });

  test('GIVEN a failing function WHEN retried twice THEN failure destination and dead-letter queue get it', async () => {
    moto.deploy('fails', {
      files: { 'index.js': 'exports.handler = async () => { throw new Error("never") }' },
      deadLetterArn: queueArn('dead'),
      eventInvokeConfig: {
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: queueArn('failed') } },
      },
    });
    await host.invoke({ functionName: 'fails', payload: Buffer.from('{"id":1}'), type: 'Event' });
    await host.drained();

    expect(events.filter((event) => event.kind === 'invocation')).toHaveLength(3);
    const [record, letter] = sent();
    expect(JSON.parse(record.MessageBody)).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { id: 1 },
      responseContext: { functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'never' },
    });
    expect(record.QueueUrl).toBe(`${moto.url}/123456789012/failed`);
    expect(letter).toMatchObject({
      MessageBody: '{"id":1}',
      MessageAttributes: { ErrorMessage: { StringValue: 'never' } },
    });
  });

  test('GIVEN no retries and no capacity WHEN throttled THEN it is tried again without counting', async () => {
    moto.deploy('one', {
      files: { 'index.js': 'exports.handler = async () => new Promise((r) => setTimeout(r, 150))' },
      reservedConcurrency: 1,
      eventInvokeConfig: { MaximumRetryAttempts: 0 },
    });
    await Promise.all(
      [1, 2].map(() => host.invoke({ functionName: 'one', payload: Buffer.from('{}'), type: 'Event' })),
    );
    await host.drained();
    const statuses = events.flatMap((event) => (event.kind === 'invocation' ? [event.status] : []));
    expect(statuses).toEqual(['success', 'success']);
  });

  test('GIVEN more than 1 MB WHEN sent as an event THEN 413', async () => {
    moto.deploy('f', { files: { 'index.js': '' } });
    const payload = Buffer.from(`"${'x'.repeat(1_048_576)}"`);
    await expect(host.invoke({ functionName: 'f', payload, type: 'Event' })).rejects.toMatchObject({
      status: 413,
    });
  });

  test('GIVEN a dry run WHEN invoked THEN 204 and nothing runs', async () => {
    moto.deploy('f', { files: { 'index.js': '' } });
    expect(
      (await host.invoke({ functionName: 'f', payload: Buffer.from('{}'), type: 'DryRun' })).status,
    ).toBe(204);
    expect(host.processes).toBe(0);
  });
});
