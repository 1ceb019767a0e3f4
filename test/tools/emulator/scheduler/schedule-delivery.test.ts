import { createServer, type Server } from 'node:http';
import { LambdaServiceError, throttled } from '../../../../tools/emulator/functions/service-error';
import { closeServer, listen, readBody } from '../../../../tools/emulator/gateway/http';
import type { DeployedSchedule } from '../../../../tools/emulator/scheduler/deployed-schedules';
import { deliver } from '../../../../tools/emulator/scheduler/schedule-delivery';
import { WorkflowError } from '../../../../tools/emulator/workflows/workflow-error';

const QUEUE = 'arn:aws:sqs:eu-central-1:123456789012:dead';
const FUNCTION = 'arn:aws:lambda:eu-central-1:123456789012:function:f';

interface Sent {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly MessageAttributes?: Record<string, { StringValue: string }>;
}

let server: Server;
let endpoint: string;
let sent: Sent[];
let pauses: number[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    sent.push(JSON.parse((await readBody(request, 10_000)).toString()));
    response.end('{}');
  });
  endpoint = `http://127.0.0.1:${await listen(server)}`;
});
beforeEach(() => {
  sent = [];
  pauses = [];
});
afterAll(() => closeServer(server));

function schedule(target: Partial<DeployedSchedule['target']>): DeployedSchedule {
  return {
    arn: 'arn:aws:scheduler:eu-central-1:123456789012:schedule/default/s',
    name: 's',
    groupName: 'default',
    isEnabled: true,
    expression: 'rate(1 hour)',
    timezone: 'UTC',
    createdMs: 0,
    target: {
      arn: FUNCTION,
      input: '{"n":<aws.scheduler.attempt-number>}',
      deadLetterArn: QUEUE,
      maximumRetryAttempts: 3,
      maximumEventAgeSeconds: 3600,
      ...target,
    },
  };
}

function bring(one: DeployedSchedule, invoke: jest.Mock, start: jest.Mock = jest.fn()) {
  return deliver(one, Date.now(), {
    endpoint,
    credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
    functionHost: { invoke },
    workflows: { start },
    pause: async (seconds) => void pauses.push(seconds),
  });
}

test('GIVEN a service that fails twice WHEN fired THEN the third try delivers, with growing pauses', async () => {
  const invoke = jest.fn().mockRejectedValueOnce(throttled()).mockRejectedValueOnce(throttled());
  await expect(bring(schedule({}), invoke)).resolves.toEqual({ outcome: 'delivered', attempts: 3 });
  expect(pauses).toEqual([1, 2]);
  expect(invoke).toHaveBeenLastCalledWith({
    functionName: FUNCTION,
    payload: Buffer.from('{"n":3}'),
    type: 'Event',
  });
});

test('GIVEN a service that keeps failing WHEN the attempts are used up THEN the dead letter says why', async () => {
  const invoke = jest.fn().mockRejectedValue(throttled());
  await expect(bring(schedule({}), invoke)).resolves.toMatchObject({ outcome: 'dead-lettered', attempts: 4 });
  expect(sent).toHaveLength(1);
  expect(sent[0]?.QueueUrl).toBe(`${endpoint}/123456789012/dead`);
  expect(sent[0]?.MessageAttributes).toMatchObject({
    ERROR_CODE: { StringValue: 'TooManyRequestsException' },
    RETRY_ATTEMPTS: { StringValue: '3' },
    EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
  });
});

test('GIVEN an event that is too old WHEN its try fails THEN it is not tried again', async () => {
  const invoke = jest.fn().mockRejectedValue(throttled());
  const old = schedule({ maximumEventAgeSeconds: 0 });
  await expect(bring(old, invoke)).resolves.toMatchObject({ outcome: 'dead-lettered', attempts: 1 });
  expect(sent[0]?.MessageAttributes?.['EXHAUSTED_RETRY_CONDITION']?.StringValue).toBe(
    'MaximumEventAgeInSeconds',
  );
});

test('GIVEN a target that does not exist and no dead-letter queue WHEN fired THEN it is dropped at once', async () => {
  const invoke = jest
    .fn()
    .mockRejectedValue(new LambdaServiceError(404, 'ResourceNotFoundException', 'gone'));
  await expect(bring(schedule({ deadLetterArn: undefined }), invoke)).resolves.toEqual({
    outcome: 'dropped',
    attempts: 1,
    reason: 'gone',
  });
});

test('GIVEN a state machine, a queue, and something else as targets WHEN fired THEN each is reached, or refused', async () => {
  const start = jest.fn();
  const machine = 'arn:aws:states:eu-central-1:123456789012:stateMachine:m';
  await bring(schedule({ arn: machine, input: undefined }), jest.fn(), start);
  expect(start).toHaveBeenCalledWith(machine, undefined, '{}');
  await bring(schedule({ arn: QUEUE }), jest.fn());
  expect(sent[0]).toMatchObject({ MessageBody: '{"n":1}' });
  const other = await bring(schedule({ arn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/c' }), jest.fn());
  expect(other).toMatchObject({ outcome: 'dead-lettered', reason: expect.stringContaining('not emulated') });
  const failing = jest.fn().mockRejectedValue(new WorkflowError('StateMachineDoesNotExist', 'gone'));
  await expect(bring(schedule({ arn: machine }), jest.fn(), failing)).resolves.toMatchObject({ attempts: 1 });
});
