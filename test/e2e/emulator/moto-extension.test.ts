import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { unzipSync, zipSync } from 'fflate';
import { type MotoProcess, startMoto } from '../../../tools/emulator/moto/start-moto';
import type { TerraformContext } from '../../../tools/terraform/run-terraform';
import { apply, destroy, init, output, plan, stateList } from '../../../tools/terraform/terraform-commands';
import { type Recorded, type RecordingGateway, startRecordingGateway } from './recording-gateway';
import { terraformOnMoto } from './support/terraform-on-moto';

const REGION = 'eu-central-1';
const FUNCTION = 'moto-extension';
const BUCKET = 'moto-extension-images';

function source(build: number): string {
  return `exports.handler = async () => ({ build: ${build} });`;
}

/** Every mend, met by the real provider: one apply, what runs on it, a change, a destroy; steps in this order. */
describe('moto with its extension, under the real provider', () => {
  let work: string;
  let gateway: RecordingGateway;
  let moto: MotoProcess;
  let context: TerraformContext;
  let failing: ReadonlySet<string>;

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'moto-extension-'));
    failing = new Set();
    gateway = await startRecordingGateway(answer);
    moto = await startMoto({ gatewayUrl: gateway.url });
    context = await terraformOnMoto(moto, work, join(__dirname, 'configuration'), { package: packageOf(1) });
    await init(context);
    await apply(context, { parallelism: 30 });
  });
  afterAll(async () => {
    await moto?.stop();
    await gateway?.close();
    rmSync(work, { recursive: true, force: true });
  });

  function answer({ event }: Recorded): unknown {
    const records = (event['Records'] ?? []) as { messageId?: string; body?: string }[];
    const failed = records.filter(({ body }) => body !== undefined && failing.has(body));
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  }

  function packageOf(build: number): string {
    const file = join(work, `${build}.zip`);
    mkdirSync(work, { recursive: true });
    const zip = zipSync({ 'index.js': Buffer.from(source(build)) }, { mtime: '1990-01-01T00:00:00' });
    writeFileSync(file, zip);
    return file;
  }

  /** The clients' settings, as the functions have them. */
  function client() {
    const credentials = { accessKeyId: 'x', secretAccessKey: 'y' };
    return { region: REGION, endpoint: moto.url, credentials };
  }

  async function deployedSource(qualifier?: string): Promise<string> {
    const command = new GetFunctionCommand({ FunctionName: FUNCTION, Qualifier: qualifier });
    const { Code } = await new LambdaClient(client()).send(command);
    const response = await fetch(String(Code?.Location));
    expect(response.status).toBe(200);
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    return Buffer.from(files['index.js'] ?? []).toString();
  }

  async function call(service: string, headers: Record<string, string>, body: string): Promise<string> {
    const credential = `Credential=x/20250101/${REGION}/${service}/aws4_request`;
    const response = await fetch(moto.url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=s`,
        ...headers,
      },
      body,
    });
    const text = await response.text();
    expect({ status: response.status, text }).toEqual({ status: 200, text });
    return text;
  }

  async function queue(operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${operation}`,
    };
    return JSON.parse((await call('sqs', headers, JSON.stringify(input))) || '{}');
  }

  it('has nothing to change in a second plan', async () => {
    const { changes, text } = await plan(context);
    expect(changes ? text : '').toBe('');
  });

  it('links the provider instead of copying it into the stack', () => {
    const provider = 'registry.terraform.io/hashicorp/aws/5.100.0';
    const [entry] = readdirSync(join(context.directory, '.terraform', 'providers', provider), {
      withFileTypes: true,
    });
    expect(entry?.isSymbolicLink()).toBe(true);
  });

  it('serves the code that was deployed, by version and alias', async () => {
    await expect(deployedSource()).resolves.toBe(source(1));
    await expect(deployedSource('1')).resolves.toBe(source(1));
    await expect(deployedSource('live')).resolves.toBe(source(1));
    const missing = `${moto.url}/_vpc-lambda/code/123456789012/${REGION}/${FUNCTION}/7.zip`;
    expect((await fetch(missing)).status).toBe(404);
  });

  it('places the function into the VPC of its subnets', async () => {
    const outputs = await output(context);
    expect(outputs['vpc_of_function']).toBe(outputs['vpc_id']);
  });

  it('keeps the managed master password in a secret of its own', async () => {
    const { master_secret_arn } = await output(context);
    const secrets = new SecretsManagerClient(client());
    const { SecretString } = await secrets.send(
      new GetSecretValueCommand({ SecretId: String(master_secret_arn) }),
    );
    const login = JSON.parse(String(SecretString));
    expect(login).toEqual({ username: 'ledger_admin', password: expect.stringMatching(/^[^/@" ]{32}$/) });
  });

  it('rotated the secret in four steps when rotation was turned on', async () => {
    await gateway.first(({ event }) => event['Step'] === 'finishSecret');
    const steps = gateway.recorded.filter(({ event }) => 'Step' in event);
    expect(steps.map(({ event }) => event['Step'])).toEqual([
      'createSecret',
      'setSecret',
      'testSecret',
      'finishSecret',
    ]);
    expect(new Set(steps.map(({ event }) => event['ClientRequestToken'])).size).toBe(1);
    expect(steps.every(({ path }) => path.includes(':function:moto-extension-plain/invocations'))).toBe(true);
    const secrets = new SecretsManagerClient(client());
    const described = await secrets.send(
      new DescribeSecretCommand({ SecretId: 'moto-extension/application' }),
    );
    expect(described.RotationRules).toEqual({ ScheduleExpression: 'rate(30 days)', Duration: '3h' });
    expect(described.RotationEnabled).toBe(true);
    // The function that answers here stores nothing, so the value in force must be the first one still.
    const current = await secrets.send(new GetSecretValueCommand({ SecretId: 'moto-extension/application' }));
    expect(current.SecretString).toBe('{"password":"first","username":"application"}');
  });

  it('reads an object of a bucket that denies plain HTTP', async () => {
    const s3 = new S3Client({ ...client(), forcePathStyle: true });
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: BUCKET, Key: 'under/a/tls-only/deny.txt' }),
    );
    await expect(Body?.transformToString()).resolves.toBe('readable on the loopback');
  });

  describe('a presigned upload', () => {
    async function upload(fields: Record<string, string>, bytes: number): Promise<[number, string]> {
      const s3 = new S3Client({ ...client(), forcePathStyle: true });
      const post = await createPresignedPost(s3, {
        Bucket: BUCKET,
        Key: 'uploads/cheque.png',
        Conditions: [
          ['content-length-range', 1, 100],
          ['eq', '$Content-Type', 'image/png'],
        ],
        Fields: { 'Content-Type': 'image/png' },
        Expires: 60,
      });
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...post.fields, ...fields })) form.append(name, value);
      form.append('file', new Blob([Buffer.alloc(bytes, 1)]), 'cheque.png');
      const response = await fetch(post.url, { method: 'POST', body: form });
      return [response.status, await response.text()];
    }

    it('is taken when it keeps to the policy', async () => {
      const [status] = await upload({}, 100);
      expect(status).toBe(204);
    });

    it.each([
      ['of too large a file', {}, 101, 400, 'EntityTooLarge'],
      ['under another key', { key: 'elsewhere.png' }, 10, 403, 'AccessDenied'],
      ['of another type', { 'Content-Type': 'text/html' }, 10, 403, 'AccessDenied'],
      ['with a field that was not signed', { 'x-amz-meta-a': 'b' }, 10, 403, 'AccessDenied'],
    ])('%s is refused', async (_name, fields, bytes, status, code) => {
      const [received, text] = await upload(fields, bytes);
      expect(received).toBe(status);
      expect(text).toContain(`<Code>${code}</Code>`);
    });
  });

  it('answers the item in the way of a conditional write', async () => {
    const dynamodb = new DynamoDBClient(client());
    const write = (value: string) =>
      dynamodb.send(
        new PutItemCommand({
          TableName: FUNCTION,
          Item: { id: { S: 'key' }, value: { S: value } },
          ConditionExpression: 'attribute_not_exists(id)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
    await write('first');
    await expect(write('second')).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { id: { S: 'key' }, value: { S: 'first' } },
    });
  });

  it('delivers an event to a function, as its transformer says', async () => {
    const id = randomUUID();
    const { FailedEntryCount } = await new EventBridgeClient(client()).send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: FUNCTION,
            Source: 'deposits',
            DetailType: 'DepositReceived',
            Detail: JSON.stringify({ id, amount: 12 }),
          },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(0);
    const { event, type, path } = await gateway.first((one) => one.event['note'] === `deposit ${id}`);
    expect({ event, type }).toEqual({ event: { note: `deposit ${id}`, amount: 12 }, type: 'Event' });
    expect(path).toContain(':function:moto-extension:live/invocations');
  });

  it('delivers a message of a topic with its attributes, when the filter lets it through', async () => {
    const publish = (kind: string) =>
      call(
        'sns',
        { 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams({
          Action: 'Publish',
          Version: '2010-03-31',
          TopicArn: `arn:aws:sns:${REGION}:123456789012:moto-extension`,
          Message: kind,
          'MessageAttributes.entry.1.Name': 'kind',
          'MessageAttributes.entry.1.Value.DataType': 'String',
          'MessageAttributes.entry.1.Value.StringValue': kind,
        }).toString(),
      );
    await publish('rejected');
    await publish('cleared');
    const { event } = await gateway.first((one) => 'Sns' in firstRecord(one));
    expect(event['Records']).toMatchObject([
      {
        EventSource: 'aws:sns',
        Sns: {
          Message: 'cleared',
          TopicArn: expect.stringMatching(/:moto-extension$/),
          MessageAttributes: { kind: { Type: 'String', Value: 'cleared' } },
        },
      },
    ]);
  });

  it('polls a queue: filters, takes batches, deletes what was processed and keeps what failed', async () => {
    const QueueUrl = `${moto.url}/123456789012/moto-extension-work`;
    const good = JSON.stringify({ kind: 'work', n: 1 });
    const bad = JSON.stringify({ kind: 'work', n: 2 });
    failing = new Set([bad]);
    const Entries = [good, bad, JSON.stringify({ kind: 'other' })].map((MessageBody, n) => ({
      Id: String(n),
      MessageBody,
    }));
    await queue('SendMessageBatch', { QueueUrl, Entries });
    const bodies = (one: Recorded) =>
      ((one.event['Records'] ?? []) as { body?: string }[]).map(({ body }) => body);
    const batch = await gateway.first((one) => bodies(one).includes(bad));
    expect(batch).toMatchObject({
      type: 'RequestResponse',
      path: expect.stringContaining(':live/invocations'),
    });
    await gateway.first((one) => bodies(one).includes(good));
    expect(gateway.recorded.flatMap(bodies)).not.toContain(JSON.stringify({ kind: 'other' }));
    await expect(waitForAttributes(QueueUrl)).resolves.toEqual({ visible: '0', inFlight: '1' });
  });

  async function waitForAttributes(QueueUrl: string): Promise<Record<string, unknown>> {
    for (let left = 50; ; left--) {
      const { Attributes } = await queue('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
      const attributes = Attributes as Record<string, unknown>;
      const found = {
        visible: attributes['ApproximateNumberOfMessages'],
        inFlight: attributes['ApproximateNumberOfMessagesNotVisible'],
      };
      if ((found.visible === '0' && found.inFlight === '1') || left === 0) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('takes a change of code, configuration and rules, and is then settled again', async () => {
    const changed = {
      ...context,
      env: { ...context.env, TF_VAR_package: packageOf(2), TF_VAR_compression: '2048' },
    };
    await apply(changed, { parallelism: 30 });
    const { changes, text } = await plan(changed);
    expect(changes ? text : '').toBe('');
    await expect(deployedSource('live')).resolves.toBe(source(2));
    await expect(deployedSource('1')).resolves.toBe(source(1));
  });

  it('is destroyed without anything left', async () => {
    const { master_secret_arn } = await output(context);
    await destroy(context, { parallelism: 30 });
    await expect(stateList(context)).resolves.toEqual([]);
    const secrets = new SecretsManagerClient(client());
    await expect(
      secrets.send(new DescribeSecretCommand({ SecretId: String(master_secret_arn) })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

function firstRecord({ event }: Recorded): object {
  const [record] = (event['Records'] ?? []) as object[];
  return record ?? {};
}
