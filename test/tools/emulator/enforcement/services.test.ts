import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import type { RefusalEvent } from '../../../../tools/emulator/enforcement/refusal-event';
import { sendSigned } from '../../../../tools/emulator/gateway/signed-request';
import { findPython } from '../../../../tools/emulator/moto/find-python';
import { type Emulator, type EmulatorEvent, startEmulator } from '../../../../tools/emulator/start-emulator';

const REGION = 'eu-central-1';
const HERE = `${REGION}:123456789012`;
const QUEUE = `arn:aws:sqs:${HERE}:work`;
const RULE = `arn:aws:events:${HERE}:rule/bus/forward`;
const FUNCTION = `arn:aws:lambda:${HERE}:function:worker`;

let emulator: Emulator | undefined;
let missing: string | undefined;
const events: EmulatorEvent[] = [];

beforeAll(async () => {
  try {
    await findPython();
  } catch (error) {
    if (process.env['CI']) throw error;
    missing = error instanceof Error ? error.message : String(error);
    process.stdout.write(`left out: enforcement of services (${missing})\n`);
    return;
  }
  emulator = await startEmulator({ enforcement: {}, onEvent: (event) => events.push(event) });
  for (const name of ['worker', 'machine']) {
    const service = name === 'worker' ? 'lambda' : 'states';
    await iam('CreateRole', {
      RoleName: name,
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { Service: `${service}.amazonaws.com` },
        Action: 'sts:AssumeRole',
      }),
    });
  }
  await new LambdaClient(client()).send(
    new CreateFunctionCommand({
      FunctionName: 'worker',
      Role: 'arn:aws:iam::123456789012:role/worker',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipSync({ 'index.js': Buffer.from(CODE) }) },
    }),
  );
});

const CODE = `exports.handler = async (event) => { console.log('GOT', JSON.stringify(event.Records?.[0]?.body ?? event)); return 'done'; };`;

afterAll(() => emulator?.stop());

function client() {
  if (!emulator) throw new Error('not started');
  const { accessKeyId, secretAccessKey } = emulator.credentials.operator;
  return { endpoint: emulator.endpoint, region: REGION, credentials: { accessKeyId, secretAccessKey } };
}

async function iam(Action: string, parameters: Record<string, string>): Promise<void> {
  const answer = await sendSigned({
    ...client(),
    service: 'iam',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action, Version: '2010-05-08', ...parameters }).toString(),
  });
  expect(answer).toMatchObject({ status: 200 });
}

function document(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

async function eventually<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nothing came within 20 seconds');
}

function refusal(action: string): RefusalEvent | undefined {
  return events.find((event): event is RefusalEvent => event.kind === 'refusal' && event.action === action);
}

function got(text: string): true | undefined {
  return events.some((event) => event.kind === 'log' && event.line.includes(`GOT ${text}`)) || undefined;
}

/** A test that needs moto. In CI it cannot be left out: `beforeAll` has failed then. */
function withMoto(name: string, body: () => Promise<void>): void {
  test(name, async () => (missing === undefined ? body() : undefined));
}

describe('services that act with a role, or in their own name', () => {
  withMoto('a poller takes messages only when the role of its function may', async () => {
    const sqs = new SQSClient(client());
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
    await new LambdaClient(client()).send(
      new CreateEventSourceMappingCommand({ FunctionName: 'worker', EventSourceArn: QUEUE }),
    );
    const refused = await eventually(() => refusal('sqs:ReceiveMessage'));
    expect(refused).toMatchObject({
      functionName: 'worker',
      missing: { Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: QUEUE },
    });
    expect(got('"one"')).toBeUndefined();
    await iam('PutRolePolicy', {
      RoleName: 'worker',
      PolicyName: 'poll',
      PolicyDocument: document({
        Effect: 'Allow',
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        Resource: QUEUE,
      }),
    });
    await eventually(() => got('"one"'));
  });

  withMoto('a rule reaches a queue only when its policy admits EventBridge for the rule', async () => {
    const sqs = new SQSClient(client());
    const bridge = new EventBridgeClient(client());
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }));
    const inbox = `arn:aws:sqs:${HERE}:inbox`;
    await bridge.send(new CreateEventBusCommand({ Name: 'bus' }));
    await bridge.send(
      new PutRuleCommand({
        Name: 'forward',
        EventBusName: 'bus',
        EventPattern: JSON.stringify({ source: ['test'] }),
      }),
    );
    await bridge.send(
      new PutTargetsCommand({
        Rule: 'forward',
        EventBusName: 'bus',
        Targets: [{ Id: 'inbox', Arn: inbox }],
      }),
    );
    const put = (text: string) =>
      bridge.send(
        new PutEventsCommand({
          Entries: [
            { EventBusName: 'bus', Source: 'test', DetailType: 'T', Detail: JSON.stringify({ text }) },
          ],
        }),
      );
    await put('lost');
    expect(await eventually(() => refusal('sqs:SendMessage'))).toMatchObject({
      who: `events.amazonaws.com for ${RULE}`,
      missing: {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: inbox,
        Condition: { ArnEquals: { 'aws:SourceArn': RULE } },
      },
    });
    const { missing: statement } = refusal('sqs:SendMessage') ?? {};
    await sqs.send(
      new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: document(statement ?? {}) } }),
    );
    // The extension of moto believes an answer for a second.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await put('found');
    const message = await eventually(async () => {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      return Messages?.[0]?.Body;
    });
    expect(message).toContain('found');
  });

  withMoto('a state machine invokes only what its role may, and its error is that of Lambda', async () => {
    const states = new SFNClient(client());
    const definition = {
      StartAt: 'Call',
      States: {
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: FUNCTION, Payload: 'from a machine' },
          End: true,
        },
      },
    };
    const { stateMachineArn = '' } = await states.send(
      new CreateStateMachineCommand({
        name: 'machine',
        roleArn: 'arn:aws:iam::123456789012:role/machine',
        definition: JSON.stringify(definition),
      }),
    );
    const run = async () => {
      const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn }));
      return eventually(async () => {
        const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
        return execution.status === 'RUNNING' ? undefined : execution;
      });
    };
    expect(await run()).toMatchObject({
      status: 'FAILED',
      error: 'Lambda.AWSLambdaException',
      cause: expect.stringContaining(
        `is not authorized to perform: lambda:InvokeFunction on resource: ${FUNCTION} because no identity-based policy`,
      ),
    });
    await iam('PutRolePolicy', {
      RoleName: 'machine',
      PolicyName: 'invoke',
      PolicyDocument: document({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: FUNCTION }),
    });
    expect(await run()).toMatchObject({ status: 'SUCCEEDED' });
  });
});
