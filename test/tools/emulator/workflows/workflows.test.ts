import { createServer, type Server } from 'node:http';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { InvokeRequest, InvokeResult } from '../../../../tools/emulator/functions/function-host';
import { LambdaServiceError, throttled } from '../../../../tools/emulator/functions/service-error';
import { Gateway } from '../../../../tools/emulator/gateway/gateway';
import { closeServer, listen, readBody } from '../../../../tools/emulator/gateway/http';
import { stateMachineWatch, statesRoute } from '../../../../tools/emulator/gateway/states-route';
import type { WorkflowEvent } from '../../../../tools/emulator/workflows/events';
import { invokeFunction } from '../../../../tools/emulator/workflows/lambda-task';
import { Workflows } from '../../../../tools/emulator/workflows/workflows';

const CREDENTIALS = { accessKeyId: 'x', secretAccessKey: 'y' };
const ARN = 'arn:aws:states:eu-central-1:123456789012:stateMachine:';
const INVOKE = 'arn:aws:states:::lambda:invoke';

type Answer = (request: InvokeRequest) => Promise<unknown> | unknown;

/** Definitions by name, as the control plane would describe them; `type` after a `!`. */
const machines = new Map<string, unknown>();
let controlPlane: Server;
let controlPlaneUrl: string;
let described = 0;
const running: Workflows[] = [];

beforeAll(async () => {
  controlPlane = createServer(async (request, response) => {
    const { stateMachineArn } = JSON.parse((await readBody(request, 10_000)).toString()) as {
      stateMachineArn: string;
    };
    described += 1;
    const name = stateMachineArn.split(':')[6] ?? '';
    const definition = machines.get(name);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if (definition === undefined) {
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: 'StateMachineDoesNotExist', message: name }));
    } else {
      const type = name.startsWith('express') ? 'EXPRESS' : 'STANDARD';
      response.end(
        JSON.stringify({
          stateMachineArn,
          name,
          type,
          roleArn: 'role',
          definition: JSON.stringify(definition),
        }),
      );
    }
  });
  controlPlaneUrl = `http://127.0.0.1:${await listen(controlPlane)}`;
});
afterEach(async () => {
  for (const workflows of running.splice(0)) await workflows.close();
});
afterAll(() => closeServer(controlPlane));

function result(payload: unknown, functionError?: 'Unhandled'): InvokeResult {
  return {
    status: 200,
    requestId: 'r',
    payload: Buffer.from(JSON.stringify(payload)),
    executedVersion: '3',
    logTail: '',
    ...(functionError ? { functionError } : {}),
  };
}

function make(
  answer: Answer = () => ({}),
  options: { keptFinished?: number; keptNames?: number; onEvent?: (event: WorkflowEvent) => void } = {},
): Workflows {
  const functionHost = { invoke: async (request: InvokeRequest) => result(await answer(request)) };
  const workflows = new Workflows({
    controlPlane: controlPlaneUrl,
    credentials: CREDENTIALS,
    functionHost,
    timeScale: 0,
    ...options,
  });
  running.push(workflows);
  return workflows;
}

const TASK = {
  Type: 'Task',
  Resource: INVOKE,
  Parameters: { FunctionName: 'f', 'Payload.$': '$' },
  OutputPath: '$.Payload',
  Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], MaxAttempts: 8, JitterStrategy: 'FULL' }],
  End: true,
};

describe('many executions', () => {
  test('GIVEN 3,000 executions, 300 at once WHEN they have run THEN each is counted and few are kept', async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: TASK } });
    machines.set('clear', {
      StartAt: 'Checks',
      States: {
        Checks: {
          Type: 'Parallel',
          Branches: ['a', 'b', 'c'].map(branch),
          ResultPath: '$.checks',
          Next: 'Post',
        },
        Post: TASK,
      },
    });
    let calls = 0;
    let most = 0;
    const workflows = make(
      ({ payload }) => {
        calls += 1;
        // A fault now and then: every 50th call is throttled.
        if (calls % 50 === 0) throw throttled();
        return JSON.parse(payload.toString());
      },
      { keptFinished: 100 },
    );
    for (let begun = 0; begun < 3_000; ) {
      const group = Array.from({ length: 300 }, () => begun++).filter((number) => number < 3_000);
      await Promise.all(
        group.map((number) => workflows.start(`${ARN}clear`, `d-${number}`, '{"depositId":"x"}')),
      );
      most = Math.max(most, workflows.counts().RUNNING);
      await workflows.drained();
    }
    expect(workflows.counts()).toEqual({
      started: 3_000,
      SUCCEEDED: 3_000,
      RUNNING: 0,
      FAILED: 0,
      TIMED_OUT: 0,
      ABORTED: 0,
    });
    expect(most).toBeGreaterThan(200);
    expect(workflows.list()).toHaveLength(100);
    await expect(workflows.start(`${ARN}clear`, 'd-1')).rejects.toMatchObject({
      code: 'ExecutionAlreadyExists',
    });
  });

  test('GIVEN failures among successes WHEN more than are kept have run THEN the failed can still be redriven', async () => {
    machines.set('some-fail', { StartAt: 'A', States: { A: TASK } });
    let isMended = false;
    const workflows = make(
      ({ payload }) => {
        const { bad } = JSON.parse(payload.toString());
        if (bad && !isMended) throw new LambdaServiceError(404, 'ResourceNotFoundException', 'gone');
        return 'fine';
      },
      { keptFinished: 10 },
    );
    const failed = await workflows.start(`${ARN}some-fail`, 'bad', '{"bad":true}');
    for (let number = 0; number < 30; number += 1) await workflows.start(`${ARN}some-fail`, `good-${number}`);
    await workflows.drained();
    expect(failed).toMatchObject({ status: 'FAILED', error: 'Lambda.ResourceNotFoundException' });
    isMended = true;
    workflows.redrive(failed.details.arn);
    await workflows.drained();
    expect(failed).toMatchObject({ status: 'SUCCEEDED', output: 'fine', redriveCount: 1 });
    expect(() => workflows.redrive(failed.details.arn)).toThrow(
      expect.objectContaining({ code: 'ExecutionNotRedrivable' }),
    );
    expect(workflows.counts()).toMatchObject({ started: 31, SUCCEEDED: 31, FAILED: 0 });
  });

  test('GIVEN names beyond the bound WHEN the oldest is started again THEN it is taken', async () => {
    machines.set('pass', { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
    const workflows = make(undefined, { keptFinished: 1, keptNames: 2 });
    for (const name of ['one', 'two', 'three', 'one']) {
      await workflows.start(`${ARN}pass`, name);
      await workflows.drained();
    }
    expect(workflows.counts().SUCCEEDED).toBe(4);
  });
});

describe('the life of an execution', () => {
  test('GIVEN a definition with TimeoutSeconds WHEN it lasts longer THEN TIMED_OUT, and its event tells the state', async () => {
    machines.set('late', { StartAt: 'A', TimeoutSeconds: 0.05, States: { A: TASK } });
    const events: WorkflowEvent[] = [];
    const workflows = make(() => new Promise(() => undefined), {
      onEvent: (event) => void events.push(event),
    });
    const execution = await workflows.start(`${ARN}late`);
    await workflows.drained();
    expect(execution.status).toBe('TIMED_OUT');
    expect(events.map(({ event, state }) => [event, state])).toEqual([
      ['execution-started', undefined],
      ['state-entered', 'A'],
      ['execution-timed-out', 'A'],
    ]);
  });

  test('GIVEN an Express machine WHEN a name comes twice THEN there are two executions', async () => {
    machines.set('express', { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
    const workflows = make();
    const first = await workflows.start(`${ARN}express`, 'same');
    const second = await workflows.start(`${ARN}express`, 'same');
    expect(first.details.arn).not.toBe(second.details.arn);
    expect(first.details.arn).toContain(':express:express:same:');
  });

  test('GIVEN a running emulator WHEN it is closed THEN everything ends and nothing starts any more', async () => {
    machines.set('endless', { StartAt: 'A', States: { A: TASK } });
    const workflows = make(() => new Promise(() => undefined));
    const execution = await workflows.start(`${ARN}endless`, 'e');
    await workflows.close();
    expect(execution.status).toBe('ABORTED');
    await expect(workflows.start(`${ARN}endless`)).rejects.toMatchObject({ code: 'ServiceUnavailable' });
  });

  test('GIVEN JSONata WHEN it is started THEN it fails and says that it is not interpreted', async () => {
    machines.set('jsonata', { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Succeed' } } });
    const workflows = make();
    const execution = await workflows.start(`${ARN}jsonata`);
    await workflows.drained();
    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining('JSONata'),
    });
  });

  test('GIVEN a machine that was read WHEN it is told to forget THEN it is read again', async () => {
    machines.set('read', { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
    const workflows = make();
    const before = described;
    await workflows.start(`${ARN}read`);
    await workflows.start(`${ARN}read`);
    expect(described - before).toBe(1);
    workflows.forget();
    await workflows.start(`${ARN}read`);
    expect(described - before).toBe(2);
  });
});

describe('the task of a function', () => {
  const call = (resource: string, input: unknown) => ({
    resource,
    input: input as never,
    region: 'eu-central-1',
  });
  const host = (answer: InvokeResult | Error) => ({
    invoke: jest.fn<Promise<InvokeResult>, [InvokeRequest]>(async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    }),
  });

  test('GIVEN lambda:invoke WHEN the function answers THEN in the form of the integration', async () => {
    const functions = host(result({ a: 1 }));
    const parameters = { FunctionName: 'f', Qualifier: 'live', Payload: { b: 2 }, InvocationType: 'Event' };
    await expect(invokeFunction(functions, call(INVOKE, parameters))).resolves.toEqual({
      ExecutedVersion: '3',
      Payload: { a: 1 },
      SdkHttpMetadata: { HttpStatusCode: 200 },
      SdkResponseMetadata: { RequestId: 'r' },
      StatusCode: 200,
    });
    expect(functions.invoke).toHaveBeenCalledWith({
      functionName: 'f',
      qualifier: 'live',
      region: 'eu-central-1',
      payload: Buffer.from('{"b":2}'),
      type: 'Event',
    });
  });

  test('GIVEN a function’s ARN as the resource WHEN it answers THEN the answer is the result', async () => {
    const arn = 'arn:aws:lambda:eu-central-1:123456789012:function:f';
    await expect(invokeFunction(host(result([1])), call(arn, {}))).resolves.toEqual([1]);
  });

  test.each<[string, InvokeResult | Error, unknown, string]>([
    [
      'a function’s error',
      result({ errorType: 'UnavailableError', errorMessage: 'm' }, 'Unhandled'),
      { FunctionName: 'f' },
      'UnavailableError',
    ],
    [
      'a time-out',
      result({ errorType: 'Sandbox.Timedout' }, 'Unhandled'),
      { FunctionName: 'f' },
      'Sandbox.Timedout',
    ],
    ['an error without a type', result({}, 'Unhandled'), { FunctionName: 'f' }, 'Lambda.Unknown'],
    ['throttling', throttled(), { FunctionName: 'f' }, 'Lambda.TooManyRequestsException'],
    [
      'a fault of the service',
      new LambdaServiceError(500, 'ServiceException', ''),
      { FunctionName: 'f' },
      'Lambda.ServiceException',
    ],
    ['anything else', new Error('socket'), { FunctionName: 'f' }, 'Lambda.SdkClientException'],
    ['no FunctionName', result({}), {}, 'States.Runtime'],
  ])(
    'GIVEN %s WHEN it is called THEN the error is named as AWS names it',
    async (_name, answer, input, error) => {
      await expect(invokeFunction(host(answer), call(INVOKE, input))).rejects.toMatchObject({ error });
    },
  );

  test('GIVEN another service’s resource WHEN it is called THEN States.Runtime names it', async () => {
    await expect(
      invokeFunction(host(result({})), call('arn:aws:states:::sns:publish', {})),
    ).rejects.toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('sns:publish'),
    });
  });
});

test('GIVEN the gateway’s route WHEN the SDK lists and reads THEN pages, history without data, and refusals', async () => {
  machines.set('paged', { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
  const workflows = make();
  const gateway = await Gateway.listen();
  gateway.guard(stateMachineWatch(workflows)).route(statesRoute(workflows));
  const sfn = new SFNClient({
    endpoint: gateway.endpoint,
    region: 'eu-central-1',
    credentials: CREDENTIALS,
    maxAttempts: 1,
  });
  try {
    const stateMachineArn = `${ARN}paged`;
    for (const name of ['a', 'b', 'c'])
      await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: '{"secret":1}' }));
    await workflows.drained();
    const first = await sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
    const second = await sfn.send(new ListExecutionsCommand({ stateMachineArn, nextToken: first.nextToken }));
    expect([...(first.executions ?? []), ...(second.executions ?? [])]).toHaveLength(3);
    expect(second.nextToken).toBeUndefined();
    await expect(
      sfn.send(new ListExecutionsCommand({ stateMachineArn, nextToken: 'x' })),
    ).rejects.toMatchObject({
      name: 'InvalidToken',
    });
    const executionArn = first.executions?.[0]?.executionArn;
    const history = new GetExecutionHistoryCommand({
      executionArn,
      reverseOrder: true,
      includeExecutionData: false,
    });
    const { events } = await sfn.send(history);
    expect(events?.[0]?.type).toBe('ExecutionSucceeded');
    expect(JSON.stringify(events)).not.toContain('secret');
    await expect(
      sfn.send(new DescribeExecutionCommand({ executionArn: 'arn:aws:states:::execution:x:y' })),
    ).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  } finally {
    sfn.destroy();
    await gateway.close();
  }
});
