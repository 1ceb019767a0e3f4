import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { DetectTextCommand, RekognitionClient } from '@aws-sdk/client-rekognition';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { sampleChequeImage } from '../../../tools/emulator/rekognition/sample-cheque-image';
import { type Emulator, type EmulatorEvent, startEmulator } from '../../../tools/emulator/start-emulator';
import { ControlPlane, eventually, REGION } from './support/control-plane';

const BUCKET = 'runtime-batches';

/** Answers what it is told to, fails as it is told to, keeps task tokens in its log. */
const WORKER = `exports.handler = async (event) => {
  if (event.token) console.log('TOKEN ' + event.token);
  if (event.exit && !event.retry) process.kill(process.pid, 'SIGKILL');
  if (event.fail) { const error = new Error('told to'); error.name = event.fail; throw error; }
  if (event.Items) return { accepted: event.Items.length, batch: event.BatchInput };
  return { did: event };
};`;

/** State machines at run time, with real moto as their control plane and real function processes. */
describe('Step Functions, EventBridge to it, and Rekognition', () => {
  let emulator: Emulator;
  let plane: ControlPlane;
  let sfn: SFNClient;
  let role: string;
  let worker: string;
  const events: EmulatorEvent[] = [];

  beforeAll(async () => {
    emulator = await startEmulator({ workflowTimeScale: 0.05, onEvent: (event) => void events.push(event) });
    plane = new ControlPlane(emulator);
    sfn = new SFNClient(plane.client());
    role = await plane.role();
    worker = await plane.deploy('worker', WORKER);
  });
  afterAll(async () => {
    await emulator?.stop();
  });

  function task(Payload: Record<string, unknown>, extra: Record<string, unknown> = { End: true }) {
    return {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: worker, Payload },
      OutputPath: '$.Payload',
      ...extra,
    };
  }

  async function machine(name: string, states: Record<string, unknown>): Promise<string> {
    const definition = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
    const command = new CreateStateMachineCommand({ name, roleArn: role, definition });
    return (await sfn.send(command)).stateMachineArn ?? '';
  }

  async function start(stateMachineArn: string, name: string, input: unknown = {}): Promise<string> {
    const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
    return (await sfn.send(command)).executionArn ?? '';
  }

  function ended(executionArn: string): Promise<DescribeExecutionCommandOutput> {
    return eventually(async () => {
      const found = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      return found.status === 'RUNNING' ? undefined : found;
    });
  }

  function token(after: number): Promise<string> {
    return eventually(() => {
      const lines = events.flatMap((event) => (event.kind === 'log' ? [event.line] : []));
      return /TOKEN (\S+)/.exec(lines.filter((line) => line.includes('TOKEN '))[after] ?? '')?.[1];
    });
  }

  it('runs a Parallel over real functions, and tells its history', async () => {
    const branch = (n: number) => ({ StartAt: `B${n}`, States: { [`B${n}`]: task({ n, 'id.$': '$.id' }) } });
    const arn = await machine('parallel', {
      Checks: { Type: 'Parallel', Branches: [1, 2, 3].map(branch), ResultPath: '$.checks', End: true },
    });
    const executionArn = await start(arn, 'one', { id: 'd-1' });
    const done = await ended(executionArn);
    expect(done).toMatchObject({ status: 'SUCCEEDED', name: 'one', redriveStatus: 'NOT_REDRIVABLE' });
    expect(JSON.parse(done.output ?? '')).toEqual({
      id: 'd-1',
      checks: [1, 2, 3].map((n) => ({ did: { n, id: 'd-1' } })),
    });
    const history = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    const types = history.events?.map(({ type }) => type);
    expect(types?.[0]).toBe('ExecutionStarted');
    expect(types?.at(-1)).toBe('ExecutionSucceeded');
    expect(types?.filter((type) => type === 'TaskSucceeded')).toHaveLength(3);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'workflow',
        event: 'state-entered',
        state: 'B2',
        executionName: 'one',
      }),
    );
  });

  it('starts once by name: the same while it runs, ExecutionAlreadyExists otherwise', async () => {
    const arn = await machine('named', { Wait: { Type: 'Wait', Seconds: 6000, End: true } });
    const first = await start(arn, 'd-1', { a: 1 });
    await expect(start(arn, 'd-1', { a: 1 })).resolves.toBe(first);
    await expect(start(arn, 'd-1', { a: 2 })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await sfn.send(new StopExecutionCommand({ executionArn: first, error: 'Enough', cause: 'tested' }));
    await expect(ended(first)).resolves.toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'tested',
    });
    await expect(start(arn, 'd-1', { a: 1 })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    const { executions } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn: arn, statusFilter: 'ABORTED' }),
    );
    expect(executions?.map(({ name }) => name)).toEqual(['d-1']);
  });

  it('refuses what is not there or not right, by the names of the API', async () => {
    const nowhere = `arn:aws:states:${REGION}:123456789012:stateMachine:nowhere`;
    await expect(start(nowhere, 'x')).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
    await expect(start('arn:aws:s3:::x', 'x')).rejects.toMatchObject({ name: 'InvalidArn' });
    await expect(start(nowhere, 'a b')).rejects.toMatchObject({ name: 'InvalidName' });
    await expect(
      sfn.send(new StartExecutionCommand({ stateMachineArn: nowhere, input: '{' })),
    ).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
    await expect(
      sfn.send(
        new DescribeExecutionCommand({ executionArn: `${nowhere.replace('stateMachine', 'execution')}:x` }),
      ),
    ).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    await expect(
      sfn.send(new SendTaskSuccessCommand({ taskToken: 'invented', output: '1' })),
    ).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it('waits for a person: heartbeat, approval, and a token that serves once', async () => {
    const waits = {
      ...task({ 'token.$': '$$.Task.Token' }, { Next: 'Done' }),
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      OutputPath: '$',
      ResultPath: '$.approval',
    };
    const arn = await machine('approval', { Ask: waits, Done: { Type: 'Succeed' } });
    const executionArn = await start(arn, 'a-1', { id: 1 });
    const taskToken = await token(0);
    await sfn.send(new SendTaskHeartbeatCommand({ taskToken }));
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"by":"a person"}' }));
    expect(JSON.parse((await ended(executionArn)).output ?? '')).toEqual({
      id: 1,
      approval: { by: 'a person' },
    });
    await expect(sfn.send(new SendTaskSuccessCommand({ taskToken, output: '1' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
    const refused = await start(arn, 'a-2');
    await sfn.send(new SendTaskFailureCommand({ taskToken: await token(1), error: 'Refused', cause: 'no' }));
    await expect(ended(refused)).resolves.toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'no' });
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'waiting-for-token', executionName: 'a-1' }),
    );
  });

  it('names errors as Lambda gives them: the function’s own, a killed process, a missing function', async () => {
    const failing = async (name: string, state: Record<string, unknown>) =>
      ended(await start(await machine(name, { Fails: state }), 'x'));
    await expect(failing('own', task({ fail: 'UnavailableError' }))).resolves.toMatchObject({
      status: 'FAILED',
      error: 'UnavailableError',
      cause: expect.stringContaining('told to'),
    });
    await expect(failing('killed', task({ exit: true }))).resolves.toMatchObject({
      error: 'Runtime.ExitError',
    });
    const missing = { ...task({}), Parameters: { FunctionName: 'no-such-function' } };
    await expect(failing('missing', missing)).resolves.toMatchObject({
      error: 'Lambda.ResourceNotFoundException',
    });
  });

  it('tries again what ran in a process that was killed', async () => {
    const Retry = [{ ErrorEquals: ['Runtime.ExitError'], IntervalSeconds: 2, MaxAttempts: 2 }];
    const dies = task({ exit: true, 'retry.$': '$$.State.RetryCount' }, { Retry, End: true });
    const done = await ended(await start(await machine('dies', { Dies: dies }), 'x'));
    expect(done).toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.parse(done.output ?? '')).toEqual({ did: { exit: true, retry: 1 } });
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'state-retried', state: 'Dies', error: 'Runtime.ExitError' }),
    );
  });

  it('redrives a failed execution from the state in which it failed', async () => {
    const stateMachineArn = await machine('redriven', {
      Before: { Type: 'Pass', Result: 'kept', ResultPath: '$.before', Next: 'Fails' },
      Fails: task({ 'fail.$': '$.fail' }, { Catch: [], End: true }),
    });
    const executionArn = await start(stateMachineArn, 'r', { fail: 'UnavailableError' });
    await expect(ended(executionArn)).resolves.toMatchObject({
      status: 'FAILED',
      redriveStatus: 'REDRIVABLE',
    });
    await sfn.send(new RedriveExecutionCommand({ executionArn }));
    await expect(ended(executionArn)).resolves.toMatchObject({ status: 'FAILED', redriveCount: 1 });
    const { events: history } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    const entered = history?.flatMap(({ stateEnteredEventDetails: details }) => details?.name ?? []);
    expect(entered).toEqual(['Before', 'Fails', 'Fails']);
  });

  it('takes a changed definition at once', async () => {
    const stateMachineArn = await machine('changed', { A: { Type: 'Pass', Result: 1, End: true } });
    expect((await ended(await start(stateMachineArn, 'one'))).output).toBe('1');
    const definition = JSON.stringify({
      StartAt: 'A',
      States: { A: { Type: 'Pass', Result: 2, End: true } },
    });
    await sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));
    expect((await ended(await start(stateMachineArn, 'two'))).output).toBe('2');
  });

  it('takes an uploaded file through EventBridge to a Distributed Map, and writes its results', async () => {
    const s3 = new S3Client({ ...plane.client(), forcePathStyle: true });
    await s3.send(
      new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    const NotificationConfiguration = { EventBridgeConfiguration: {} };
    await s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket: BUCKET, NotificationConfiguration }),
    );
    const arn = await machine('process-batch', {
      Accept: {
        Type: 'Map',
        Label: 'Accept',
        MaxConcurrency: 4,
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'JSON' },
          Parameters: { 'Bucket.$': '$.bucket.name', 'Key.$': '$.object.key' },
        },
        ItemBatcher: { MaxItemsPerBatch: 25, BatchInput: { 'key.$': '$.object.key' } },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
          StartAt: 'Batch',
          States: {
            Batch: { ...task({}), Parameters: { FunctionName: worker, 'Payload.$': '$' } },
          },
        },
        ResultWriter: {
          Resource: 'arn:aws:states:::s3:putObject',
          Parameters: { 'Bucket.$': '$.bucket.name', Prefix: 'work/results' },
        },
        End: true,
      },
    });
    const bridge = new EventBridgeClient(plane.client());
    const EventPattern = JSON.stringify({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [BUCKET] }, object: { key: [{ prefix: 'incoming/' }] } },
    });
    await bridge.send(new PutRuleCommand({ Name: 'uploaded', EventPattern }));
    const Targets = [{ Id: 'machine', Arn: arn, RoleArn: role, InputPath: '$.detail' }];
    await bridge.send(new PutTargetsCommand({ Rule: 'uploaded', Targets }));

    const post = await createPresignedPost(s3, { Bucket: BUCKET, Key: 'incoming/b1.json' });
    const form = new FormData();
    for (const [name, value] of Object.entries(post.fields)) form.append(name, value);
    form.append('file', new Blob([JSON.stringify(Array.from({ length: 60 }, (_, n) => ({ n })))]), 'b1.json');
    expect((await fetch(post.url, { method: 'POST', body: form })).status).toBe(204);

    const execution = await eventually(async () => {
      const { executions } = await sfn.send(new ListExecutionsCommand({ stateMachineArn: arn }));
      return executions?.[0];
    });
    const done = await ended(execution.executionArn ?? '');
    expect(done).toMatchObject({ status: 'SUCCEEDED' });
    const { ResultWriterDetails: details } = JSON.parse(done.output ?? '') as {
      ResultWriterDetails: { Bucket: string; Key: string };
    };
    const read = async (Key: string) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: details.Bucket, Key }));
      return JSON.parse((await Body?.transformToString()) ?? '');
    };
    const manifest = (await read(details.Key)) as { ResultFiles: { SUCCEEDED: { Key: string }[] } };
    const results = (await read(manifest.ResultFiles.SUCCEEDED[0]?.Key ?? '')) as { Output: string }[];
    expect(results.map(({ Output }) => JSON.parse(Output))).toEqual(
      [25, 25, 10].map((accepted) => ({ accepted, batch: { key: 'incoming/b1.json' } })),
    );
  });

  it('reads sample cheques with recorded answers, and says so once', async () => {
    const s3 = new S3Client({ ...plane.client(), forcePathStyle: true });
    const cheque = {
      amount: '1250.00',
      routingNumber: '021000021',
      accountNumber: '987654',
      chequeNumber: '1042',
    };
    const rekognition = new RekognitionClient(plane.client());
    for (const format of ['jpeg', 'png'] as const) {
      await s3.send(
        new PutObjectCommand({ Bucket: BUCKET, Key: format, Body: sampleChequeImage({ ...cheque, format }) }),
      );
      const { TextDetections } = await rekognition.send(
        new DetectTextCommand({ Image: { S3Object: { Bucket: BUCKET, Name: format } } }),
      );
      const lines = TextDetections?.filter(({ Type }) => Type === 'LINE').map(
        ({ DetectedText }) => DetectedText,
      );
      expect(lines).toEqual(expect.arrayContaining(['$ 1,250.00', ':021000021: 987654" 1042', '1042']));
    }
    const detect = (Name: string) =>
      rekognition.send(new DetectTextCommand({ Image: { S3Object: { Bucket: BUCKET, Name } } }));
    await expect(detect('missing')).rejects.toMatchObject({ name: 'InvalidS3ObjectException' });
    await expect(detect('incoming/b1.json')).rejects.toMatchObject({ name: 'InvalidImageFormatException' });
    const notices = events.filter((event) => event.kind === 'notice' && /recordings/.test(event.message));
    expect(notices).toHaveLength(1);
  });
});
