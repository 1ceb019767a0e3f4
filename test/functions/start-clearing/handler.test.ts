import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { DEPOSIT_STATUSES } from '../../../functions/deposits/deposit';
import { depositReceivedV1 } from '../../../functions/deposits/events/deposit-received';
import { startClearing } from '../../../functions/start-clearing/contract';
import { jsonSchemaOf } from '../../../tools/docs/json-schema';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { conformingTo, envelope } from '../support/event-arbitrary';
import { CLEARED, EVENT_ID, ID, RECEIVED } from '../support/events';
import { queueEvent } from '../support/queue-event';

Object.assign(process.env, AWS_VARIABLES, variablesOf(startClearing));
const { handler } =
  require('../../../functions/start-clearing/handler') as typeof import('../../../functions/start-clearing/handler');

const rdsData = mockClient(RDSDataClient);
const stepFunctions = mockClient(SFNClient);
const named = (name: string, message = name) => Object.assign(new Error(message), { name });

const { type, ...detail } = RECEIVED;
const MESSAGE = envelope(type, detail);
const status = (before: string | undefined) =>
  rdsData
    .on(ExecuteStatementCommand)
    .resolves({ formattedRecords: JSON.stringify(before === undefined ? [] : [{ status: before }]) });
const started = () => stepFunctions.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input);
const handle = (event: unknown, remainingMillis = 10_000) =>
  captureLog(() => handler(event, lambdaContext(remainingMillis)));
const FAILED = { batchItemFailures: [{ itemIdentifier: 'm0' }] };
const NONE_FAILED = { batchItemFailures: [] };

let random: jest.SpyInstance;
beforeEach(() => {
  rdsData.reset();
  stepFunctions.reset();
  status('RECEIVED');
  stepFunctions.on(StartExecutionCommand).resolves({ executionArn: 'arn' });
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());

describe('start-clearing', () => {
  test('GIVEN a received deposit THEN it is marked, and its execution bears its id', async () => {
    const { result, log } = await handle(queueEvent(MESSAGE));
    expect(result).toEqual(NONE_FAILED);
    expect(rdsData.commandCalls(ExecuteStatementCommand)[0]?.args[0].input).toMatchObject({
      resourceArn: 'ledger-clusterArn',
      parameters: [{ name: 'id', value: { stringValue: ID }, typeHint: 'UUID' }],
    });
    expect(started()).toEqual([
      { stateMachineArn: 'clearing-stateMachineArn', name: ID, input: JSON.stringify({ depositId: ID }) },
    ]);
    expect(JSON.parse(log.split('\n')[0] ?? '')).toMatchObject({
      depositId: ID,
      eventId: EVENT_ID,
      outcome: 'started',
    });
  });

  test.each(DEPOSIT_STATUSES)(
    'GIVEN a deposit that is %s THEN it is started only where it may not run yet',
    async (before) => {
      status(before);
      expect((await handle(queueEvent(MESSAGE))).result).toEqual(NONE_FAILED);
      expect(started()).toHaveLength(before === 'RECEIVED' || before === 'CLEARING' ? 1 : 0);
    },
  );

  test('GIVEN its execution has ended before THEN that is fine', async () => {
    status('CLEARING');
    stepFunctions.on(StartExecutionCommand).rejects(named('ExecutionAlreadyExists'));
    const { result, log } = await handle(queueEvent(MESSAGE));
    expect(result).toEqual(NONE_FAILED);
    expect(log).toContain('started-before');
  });

  test('GIVEN an unknown deposit THEN the message fails, nothing is started, and the log names the deposit', async () => {
    status(undefined);
    const { result, log } = await handle(queueEvent(MESSAGE));
    expect(result).toEqual(FAILED);
    expect(started()).toEqual([]);
    expect(JSON.parse(log.split('\n')[0] ?? '')).toMatchObject({
      level: 'error',
      depositId: ID,
      error: { type: 'UnknownDepositError' },
    });
  });

  test('GIVEN a status that this version does not know THEN the message fails', async () => {
    status('LOST');
    expect((await handle(queueEvent(MESSAGE))).result).toEqual(FAILED);
    expect(started()).toEqual([]);
  });

  test('GIVEN the same event twice in a batch, and one that is poison THEN only that fails', async () => {
    const { result } = await handle(queueEvent(MESSAGE, { poison: true }, MESSAGE));
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(new Set(started().map(({ name }) => name))).toEqual(new Set([ID]));
  });

  test('GIVEN another event of the catalogue THEN it is refused', async () => {
    const { type: clearedType, ...cleared } = CLEARED;
    const { result, log } = await handle(queueEvent(envelope(clearedType, cleared)));
    expect(result).toEqual(FAILED);
    expect(log).toContain('must be DepositReceived');
  });

  test.each<[string, () => void]>([
    [
      'the database refuses',
      () => rdsData.on(ExecuteStatementCommand).rejects(named('AccessDeniedException')),
    ],
    [
      'the database stays away',
      () => rdsData.on(ExecuteStatementCommand).callsFake(slow('DatabaseResumingException')),
    ],
    [
      'Step Functions refuses',
      () => stepFunctions.on(StartExecutionCommand).rejects(named('AccessDeniedException')),
    ],
    [
      'Step Functions stays away',
      () => stepFunctions.on(StartExecutionCommand).callsFake(slow('ThrottlingException')),
    ],
  ])('GIVEN %s THEN the message fails and comes again', async (_, arrange) => {
    arrange();
    const { result, log } = await handle(queueEvent(MESSAGE), 2600);
    expect(result).toEqual(FAILED);
    expect(log).toContain(ID);
  });
  const slow = (name: string) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    throw named(name);
  };

  test('THEN no log line holds what a message, the database or Step Functions say of customers', async () => {
    const secret = 'account 123456789012 of secret-4711';
    const refused = named('ValidationException', `${secret}\nDetail: ${secret}`);
    stepFunctions
      .on(StartExecutionCommand)
      .rejects(Object.assign(refused, { $response: { body: 'secret-4711' } }));
    const wrong = { ...MESSAGE, detail: { ...detail, data: { ...detail.data, depositBoxId: { secret } } } };
    const { log } = await handle(queueEvent(wrong, { ...MESSAGE, source: secret }, 'secret-4711'));
    const further = await handle({ Records: [{ messageId: 'x', body: 'secret-4711' }] });
    expect(log + further.log).not.toMatch(/secret-4711|123456789012/);
  });

  test('THEN what conforms starts its clearing, and what does not starts nothing', async () => {
    const right = conformingTo(jsonSchemaOf(depositReceivedV1.schema)).map((conforming) =>
      envelope(type, conforming),
    );
    const wrong = fc.oneof(
      fc.jsonValue(),
      fc.jsonValue().map((junk) => ({ ...MESSAGE, detail: junk })),
      fc.jsonValue().map((junk) => ({ ...MESSAGE, detail: { ...detail, data: junk } })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(right, { maxLength: 4 }),
        fc.array(wrong, { maxLength: 4 }),
        async (good, bad) => {
          stepFunctions.resetHistory();
          const { result } = await handle(queueEvent(...good, ...bad));
          expect(result.batchItemFailures).toHaveLength(bad.length);
          expect(started()).toHaveLength(good.length);
        },
      ),
    );
  });
});
