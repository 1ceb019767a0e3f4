import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { PartnerBank } from '../../../tools/emulator/partner/partner-bank';
import { sign } from '../../../tools/emulator/partner/signature';
import { type Emulator, type EmulatorEvent, startEmulator } from '../../../tools/emulator/start-emulator';
import { ControlPlane, eventually, REGION } from './support/control-plane';

const HOST = 'partner.example.com';
const KEY = 'a key of both';

/** Tells what it received; a message's body says what else happens. */
const CONSUMER = `exports.handler = async ({ Records }) => {
  const bodies = Records.map(({ body }) => body);
  console.log('BATCH ' + JSON.stringify(Records.map(({ body, attributes }) => [body, attributes.ApproximateReceiveCount])));
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.WORK_MS ?? 0)));
  console.log('DONE');
  const first = ({ attributes }) => attributes.ApproximateReceiveCount === '1';
  if (Records.some((record) => record.body.includes('kill') && first(record))) process.kill(process.pid, 'SIGKILL');
  if (bodies.some((body) => body.includes('throw'))) throw new Error('told to');
  const failed = Records.filter(({ body }) => body.includes('poison'));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

const CALLER = `const https = require('node:https');
exports.handler = async ({ signature, body, key }) => {
  if (process.env._VPC_LAMBDA_HOSTS) throw new Error('the table is visible');
  const headers = { 'X-Signature': signature, 'Idempotency-Key': key, 'content-type': 'application/json' };
  const viaFetch = await fetch(process.env.PARTNER_URL, { method: 'POST', headers, body });
  const viaHttps = await new Promise((resolve, reject) => {
    const request = https.request(process.env.PARTNER_URL, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
    request.end(body);
  });
  const other = await fetch(process.env.OTHER_URL).then(() => 'reached', (error) => error.cause?.code ?? String(error));
  return { viaFetch: viaFetch.status, viaHttps, other };
};`;

/** Queues, topics, rules, schedules and the partner, as they deliver to functions; moto is the real one. */
describe('delivery to functions', () => {
  let emulator: Emulator;
  let plane: ControlPlane;
  let partner: PartnerBank;
  let sqs: SQSClient;
  let bridge: EventBridgeClient;
  const events: EmulatorEvent[] = [];

  beforeAll(async () => {
    partner = await PartnerBank.start({ hostNames: [HOST], signingKey: () => KEY });
    emulator = await startEmulator({
      onEvent: (event) => void events.push(event),
      outside: { hosts: partner.hosts, caCertificateFile: partner.certificateFile },
    });
    plane = new ControlPlane(emulator);
    sqs = new SQSClient(plane.client());
    bridge = new EventBridgeClient(plane.client());
    await plane.role();
    await bridge.send(new CreateEventBusCommand({ Name: 'deposits' }));
  });
  afterAll(async () => {
    await emulator?.stop();
    await partner?.stop();
  });

  async function consume(
    name: string,
    queueArn: string,
    limits: Record<string, unknown> = {},
    workMs = 0,
  ): Promise<void> {
    const FunctionName = await plane.deploy(name, CONSUMER, { WORK_MS: String(workMs) });
    await new LambdaClient(plane.client()).send(
      new CreateEventSourceMappingCommand({
        FunctionName,
        EventSourceArn: queueArn,
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...limits,
      }),
    );
  }

  /** The batches that a function was given: bodies with the count of their receive. */
  function batches(functionName: string): [body: string, receives: string][][] {
    return events.flatMap((event) => {
      if (event.kind !== 'log' || event.functionName !== functionName) return [];
      const found = /BATCH (\[.*\])/.exec(event.line)?.[1];
      return found === undefined ? [] : [JSON.parse(found)];
    });
  }

  async function send(QueueUrl: string, bodies: readonly string[]): Promise<void> {
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }

  function received(QueueUrl: string): Promise<string> {
    return eventually(async () => {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
      );
      return Messages?.[0]?.Body;
    });
  }

  /**
   * Asked until the counts are zero twice in a row: they are taken one after the other, so that a message whose visibility
   * changes in between stands in neither.
   */
  function emptied(QueueUrl: string): Promise<true> {
    let zeros = 0;
    return eventually(async () => {
      const AttributeNames = [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
      ] as const;
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
      );
      zeros = AttributeNames.every((name) => Attributes?.[name] === '0') ? zeros + 1 : 0;
      return zeros >= 2 ? true : undefined;
    });
  }

  it('gives ten messages at once, keeps what failed, and dead-letters it after the receives allowed', async () => {
    const queue = await plane.queue('partial', 1);
    await send(queue.url, [...Array.from({ length: 9 }, (_, n) => `good ${n}`), 'poison']);
    await consume('partial', queue.arn);
    await expect(received(queue.deadUrl)).resolves.toBe('poison');
    const [first, ...rest] = batches('partial');
    expect(first).toHaveLength(10);
    expect(rest).toEqual([[['poison', '2']]]);
    await emptied(queue.url);
  });

  it('delivers the whole batch again when the function dies or throws in the middle of it', async () => {
    const queue = await plane.queue('killed', 1);
    await send(queue.url, ['a', 'kill', 'b']);
    await consume('killed', queue.arn);
    await emptied(queue.url);
    const given = batches('killed').flat();
    for (const body of ['a', 'kill', 'b']) {
      expect(given.filter(([one]) => one === body).map(([, receives]) => receives)).toEqual(['1', '2']);
    }
    await send(queue.url, ['throw']);
    await expect(received(queue.deadUrl)).resolves.toBe('throw');
  });

  it('runs no more functions at once than the mapping allows, and loses nothing among many senders', async () => {
    const queue = await plane.queue('many', 30);
    await consume('many', queue.arn, { ScalingConfig: { MaximumConcurrency: 2 } }, 20);
    const bodies = Array.from({ length: 300 }, (_, n) => `m${n}`);
    const groups = Array.from({ length: 30 }, (_, n) => bodies.slice(n * 10, n * 10 + 10));
    await Promise.all(groups.map((group) => send(queue.url, group)));
    await emptied(queue.url);
    const given = batches('many')
      .flat()
      .map(([body]) => body);
    expect([...given].sort()).toEqual([...bodies].sort());
    let running = 0;
    let most = 0;
    for (const event of events) {
      if (event.kind !== 'log' || event.functionName !== 'many') continue;
      if (event.line.includes('BATCH ')) running += 1;
      if (event.line.includes('DONE')) running -= 1;
      most = Math.max(most, running);
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2);
  });

  it('brings an event by rule to a queue, and by topic with raw delivery to another; poison ends in its dead letters', async () => {
    const direct = await plane.queue('direct', 1);
    const fanned = await plane.queue('fanned', 1);
    await consume('direct', direct.arn);
    await consume('fanned', fanned.arn);
    const created = await plane.query('sns', '2010-03-31', 'CreateTopic', { Name: 'outcomes' });
    const topicArn = /<TopicArn>([^<]+)</.exec(created)?.[1] ?? '';
    await plane.query('sns', '2010-03-31', 'Subscribe', {
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: fanned.arn,
      'Attributes.entry.1.key': 'RawMessageDelivery',
      'Attributes.entry.1.value': 'true',
    });
    const rule = { Name: 'outcomes', EventBusName: 'deposits' };
    const EventPattern = JSON.stringify({ source: ['deposits'], 'detail-type': ['DepositCleared'] });
    await bridge.send(new PutRuleCommand({ ...rule, EventPattern }));
    const Targets = [
      { Id: 'queue', Arn: direct.arn },
      { Id: 'topic', Arn: topicArn },
    ];
    await bridge.send(new PutTargetsCommand({ Rule: 'outcomes', EventBusName: 'deposits', Targets }));
    const publish = (DetailType: string, depositId: string) => ({
      EventBusName: 'deposits',
      Source: 'deposits',
      DetailType,
      Detail: JSON.stringify({ depositId }),
    });
    const entries = [
      publish('DepositReceived', 'no'),
      publish('DepositCleared', 'd-1'),
      publish('DepositCleared', 'poison'),
    ];
    await bridge.send(new PutEventsCommand({ Entries: entries }));

    const dead = JSON.parse(await received(fanned.deadUrl)) as Record<string, unknown>;
    expect(dead).toMatchObject({
      source: 'deposits',
      'detail-type': 'DepositCleared',
      detail: { depositId: 'poison' },
    });
    await emptied(direct.url);
    for (const name of ['direct', 'fanned']) {
      const envelopes = batches(name).flatMap((batch) => batch.map(([body]) => JSON.parse(body)));
      expect(envelopes).toContainEqual(
        expect.objectContaining({
          id: expect.any(String),
          account: '123456789012',
          region: REGION,
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          detail: { depositId: 'd-1' },
        }),
      );
      expect(JSON.stringify(envelopes)).not.toContain('DepositReceived');
    }
  });

  it('fires schedules: by their clock, on demand, and into the dead-letter queue when the target is gone', async () => {
    const role = `arn:aws:iam::123456789012:role/runtime`;
    const target = await plane.deploy(
      'scheduled',
      "exports.handler = async (event) => console.log('FIRED ' + event.by);",
    );
    const soon = new Date(Date.now() + 3_000).toISOString().slice(0, 19);
    const Target = { Arn: target, RoleArn: role, Input: '{"by":"clock"}' };
    await plane.schedule('soon', { ScheduleExpression: `at(${soon})`, Target });
    await plane.schedule('daily', {
      ScheduleExpression: 'cron(0 8 ? * MON-FRI *)',
      State: 'DISABLED',
      Target: { ...Target, Input: '{"by":"hand <aws.scheduler.attempt-number>"}' },
    });
    const { deadUrl, arn } = await plane.queue('schedules', 30);
    await plane.schedule('lost', {
      ScheduleExpression: 'rate(1 hour)',
      Target: {
        Arn: target.replace('scheduled', 'gone'),
        RoleArn: role,
        Input: '{"kind":"lost"}',
        DeadLetterConfig: { Arn: `${arn}-dead` },
      },
    });
    const fired = (by: string) =>
      eventually(() => events.find((event) => event.kind === 'log' && event.line.includes(`FIRED ${by}`)));
    await expect(emulator.fireSchedule('daily')).resolves.toEqual({ outcome: 'delivered', attempts: 1 });
    await fired('hand 1');
    await expect(emulator.fireSchedule('lost')).resolves.toMatchObject({
      outcome: 'dead-lettered',
      attempts: 1,
    });
    await expect(received(deadUrl)).resolves.toBe('{"kind":"lost"}');
    await expect(emulator.fireSchedule('none')).rejects.toThrow(
      "'none' does not exist; deployed are daily, lost, soon",
    );
    await fired('clock');
  });

  it('reaches the partner at its deployed name, TLS verified, and nothing else under a false name', async () => {
    await plane.deploy('caller', CALLER, {
      PARTNER_URL: `https://${HOST}/webhooks/deposits`,
      // The same server under a name that its certificate does not have.
      OTHER_URL: `https://127.0.0.1:${partner.hosts[`${HOST}:443`]?.split(':')[1]}/`,
    });
    const body = '{"depositId":"d-1"}';
    const payload = { body, key: 'event-1', signature: sign(body, KEY, Math.floor(Date.now() / 1000)) };
    const answer = await emulator.functionHost.invoke({
      functionName: 'caller',
      payload: Buffer.from(JSON.stringify(payload)),
    });
    expect(JSON.parse(answer.payload.toString())).toEqual({
      viaFetch: 200,
      viaHttps: 200,
      other: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    expect(partner.counts).toMatchObject({ accepted: 1, repeated: 1, refused: 0 });
  });
});
