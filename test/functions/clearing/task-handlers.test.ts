import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RDSDataClient,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { RekognitionClient } from '@aws-sdk/client-rekognition';
import { SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { decideDeposit } from '../../../functions/decide-deposit/contract';
import { readCheque } from '../../../functions/read-cheque/contract';
import { requestApproval } from '../../../functions/request-approval/contract';
import { screenDeposit } from '../../../functions/screen-deposit/contract';
import { verifyAccount } from '../../../functions/verify-account/contract';
import { ALL_PASSED, DEPOSIT_ID } from '../deposits/clearing/support';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';

const CONTRACTS = [readCheque, screenDeposit, verifyAccount, decideDeposit, requestApproval];
Object.assign(process.env, AWS_VARIABLES, ...CONTRACTS.map(variablesOf));

const clients = [RDSDataClient, RekognitionClient, EventBridgeClient, DynamoDBClient, SFNClient] as const;
const mocks = clients.map((client) => mockClient(client as typeof RDSDataClient));
const [rdsData, , , dynamoDb] = mocks;
const named = (name: string) => Object.assign(new Error(name), { name });

type Handler = (event: unknown, context: ReturnType<typeof lambdaContext>) => Promise<unknown>;
const TOKEN = 'token-of-the-task';
const VALID: Record<string, Record<string, unknown>> = {
  'read-cheque': { depositId: DEPOSIT_ID },
  'screen-deposit': { depositId: DEPOSIT_ID },
  'verify-account': { depositId: DEPOSIT_ID },
  'decide-deposit': { depositId: DEPOSIT_ID, checks: ALL_PASSED },
  'request-approval': { depositId: DEPOSIT_ID, reasons: ['IMAGE_MISSING'], taskToken: TOKEN },
};
const load = (name: string): Handler => require(`../../../functions/${name}/handler`).handler;

beforeEach(() => {
  for (const mock of mocks) mock.reset();
  rdsData?.on(BeginTransactionCommand).resolves({ transactionId: 't' });
  rdsData?.on(CommitTransactionCommand).resolves({});
  rdsData?.on(RollbackTransactionCommand).resolves({});
  dynamoDb?.on(GetItemCommand as never).resolves({});
});

const failureOf = (handler: Handler, event: unknown, millis = 2300) =>
  captureLog(() =>
    handler(event, lambdaContext(millis)).then(
      () => undefined,
      (error: Error) => error,
    ),
  );

describe.each(CONTRACTS.map((contract) => [contract.name, contract] as const))('%s', (name, contract) => {
  const handler = load(name);
  const valid = VALID[name] ?? {};

  test('is a task of the clearing', () => {
    expect(contract.triggers).toEqual([{ kind: 'workflow', workflow: 'clearing' }]);
  });

  test('GIVEN a database that resumes for too long THEN UnavailableError, which is tried again', async () => {
    rdsData?.on(ExecuteStatementCommand).rejects(named('DatabaseResumingException'));
    const { result, log } = await failureOf(handler, valid);
    expect(result).toMatchObject({ name: 'UnavailableError' });
    expect(log).toContain(DEPOSIT_ID);
  });

  test('GIVEN a denial THEN it goes on by its name, and is not tried again', async () => {
    rdsData?.on(ExecuteStatementCommand).rejects(named('AccessDeniedException'));
    const { result } = await failureOf(handler, valid);
    expect(result).toMatchObject({ name: 'AccessDeniedException' });
  });

  test('GIVEN a table that this version does not know THEN an error without its values', async () => {
    rdsData?.on(ExecuteStatementCommand).resolves({ formattedRecords: '[{"id":"secret","kind":"secret"}]' });
    const { result, log } = await failureOf(handler, valid);
    expect(result).toBeInstanceOf(Error);
    expect(`${log}${result?.message}`).not.toContain('secret');
  });

  test('THEN whatever comes in, no service is called for it, and neither error nor log repeats it', async () => {
    const nearly = fc
      .array(
        fc.tuple(
          fc.constantFrom('depositId', 'checks', 'approval', 'reasons', 'taskToken', 'further'),
          fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.constant('account 123456789012')),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((changes) => ({ ...valid, ...Object.fromEntries(changes), depositId: '123456789012-secret' }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.anything(), nearly), async (event) => {
        const { result, log } = await failureOf(handler, event);
        expect(result).toMatchObject({ name: 'InvalidTaskInputError' });
        expect(`${log}${result?.message}${result?.stack}`).not.toMatch(/123456789012|secret|token-of/);
        expect(mocks.flatMap((mock) => mock.calls())).toEqual([]);
      }),
    );
  });
});

describe('decide-deposit', () => {
  const handler = load('decide-deposit');

  test.each([
    ['neither checks nor approval', {}],
    ['both', { checks: ALL_PASSED, approval: { approval: 'EXPIRED' } }],
    ['an approval by nobody', { approval: { approval: 'APPROVED' } }],
    ['an approval of another kind', { approval: { approval: 'MAYBE', by: 'a' } }],
    ['a check without reasons', { checks: [{ check: 'cheque', outcome: 'FAILED', reasons: [] }] }],
    [
      'a check with a sentence for a reason',
      { checks: [{ check: 'cheque', outcome: 'FAILED', reasons: ['no'] }] },
    ],
  ])('GIVEN %s THEN InvalidTaskInputError', async (_what, input) => {
    const { result } = await failureOf(handler, { depositId: DEPOSIT_ID, ...input });
    expect(result).toMatchObject({ name: 'InvalidTaskInputError' });
  });
});
