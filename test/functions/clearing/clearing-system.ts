import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { RekognitionClient } from '@aws-sdk/client-rekognition';
import { SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { DataApiTransactions } from '../../../functions/adapters/data-api-transactions';
import { LedgerDepositStore } from '../../../functions/adapters/deposit-repository';
import { answerApproval } from '../../../functions/answer-approval/contract';
import { decideDeposit } from '../../../functions/decide-deposit/contract';
import type { Deposit } from '../../../functions/deposits/deposit';
import { depositReceived } from '../../../functions/deposits/events/deposit-received';
import { getDeposit } from '../../../functions/get-deposit/contract';
import { readCheque } from '../../../functions/read-cheque/contract';
import { requestApproval } from '../../../functions/request-approval/contract';
import { screenDeposit } from '../../../functions/screen-deposit/contract';
import { Deadline } from '../../../functions/shared/deadline';
import { uuidV7 } from '../../../functions/shared/uuid-v7';
import { verifyAccount } from '../../../functions/verify-account/contract';
import type { EngineName } from '../../tools/emulator/data-api/support';
import { ALL_PASSED, DEPOSIT } from '../deposits/clearing/support';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { FakeTable } from '../support/fake-dynamodb';
import { LEDGER_VARIABLES, LedgerDatabase } from '../support/ledger-database';

const contracts = [
  answerApproval,
  decideDeposit,
  getDeposit,
  readCheque,
  requestApproval,
  screenDeposit,
  verifyAccount,
];
Object.assign(process.env, AWS_VARIABLES, ...contracts.map(variablesOf), LEDGER_VARIABLES);

type Task = (event: unknown, context: ReturnType<typeof lambdaContext>) => Promise<unknown>;
const load = (name: string) => require(`../../../functions/${name}/handler`).handler as Task;
export const handlers = {
  read: load('read-cheque'),
  screen: load('screen-deposit'),
  verify: load('verify-account'),
  decide: load('decide-deposit'),
  request: load('request-approval'),
};
export const answerHandler = load('answer-approval');
export const getHandler = load('get-deposit');

export const eventBridge = mockClient(EventBridgeClient);
export const stepFunctions = mockClient(SFNClient);
export const rekognition = mockClient(RekognitionClient);
export const dynamoDb = mockClient(DynamoDBClient);
export const published = () =>
  eventBridge
    .commandCalls(PutEventsCommand)
    .map(({ args }) => args[0].input.Entries?.[0])
    .map((entry) => ({ type: entry?.DetailType, ...JSON.parse(entry?.Detail ?? '{}') }));
export const named = (name: string) => Object.assign(new Error(name), { name });

/** A task as the state machine runs it; its error by name, and its log. */
export async function run(task: keyof typeof handlers, input: object, millis = 30_000) {
  const { result, log } = await captureLog(() =>
    handlers[task](input, lambdaContext(millis)).catch((error: Error) => ({ failed: error.name })),
  );
  expect(log).not.toMatch(/123456789012|987654321098|021000021|001234|token-|\$1,250/);
  return result as Record<string, unknown>;
}

export const CHECKS = { checks: ALL_PASSED };
export const FAILED = {
  checks: [...ALL_PASSED.slice(0, 2), { check: 'account', outcome: 'FAILED', reasons: ['ACCOUNT_FROZEN'] }],
};
const TARGET = {
  clusterArn: LEDGER_VARIABLES.LEDGER_CLUSTER_ARN,
  secretArn: LEDGER_VARIABLES.LEDGER_SECRET_ARN,
  databaseName: LEDGER_VARIABLES.LEDGER_DATABASE_NAME,
};
let chequeNumbers = 0;

/**
 * The clearing's functions over a real database, behind the Data API. Registers with jest what starts and stops it.
 */
export function clearingSystem(engine: EngineName) {
  let database: LedgerDatabase;
  let missing: string | undefined;

  beforeAll(async () => {
    const started = await LedgerDatabase.start(engine);
    if ('reason' in started) missing = started.reason;
    else database = started;
  });
  afterAll(async () => {
    if (missing !== undefined) process.stderr.write(`skipped with ${engine}: ${missing}\n`);
    await database?.stop();
  });
  beforeEach(() => {
    for (const mock of [eventBridge, stepFunctions, rekognition, dynamoDb]) mock.reset();
    eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
    new FakeTable('pk', dynamoDb);
  });

  const it = (name: string, work: () => Promise<void>) =>
    test(name, async () => {
      if (missing === undefined) await work();
    });

  /** Stored as the functions store it, of a cheque of its own unless said otherwise. */
  async function deposit(parts: Partial<Deposit> = {}): Promise<string> {
    chequeNumbers += 1;
    const stored: Deposit = {
      ...DEPOSIT,
      id: uuidV7(),
      chequeNumber: String(500_000 + chequeNumbers),
      receivedAt: new Date(),
      ...parts,
    };
    const transactions = new DataApiTransactions(TARGET, Deadline.after(30_000));
    const store = new LedgerDepositStore(database.statements('application'), transactions);
    await store.store(stored, depositReceived(stored, uuidV7()));
    return stored.id;
  }
  const only = async (sql: string) => (await database.asSuperuser(sql))[0]?.[0] ?? undefined;
  const statusOf = (id: string) => only(`select status from deposits.deposit where id = '${id}'`);
  const decisionOf = async (id: string) =>
    (
      await database.asSuperuser(
        `select decision, reasons, approval, approved_by from deposits.decision where deposit_id = '${id}'`,
      )
    )[0];
  const waitingEvents = (id: string) =>
    only(
      `select count(*) from deposits.outbox where deposit_id = '${id}' and published_at is null and event_type <> 'DepositReceived'`,
    );

  return { it, deposit, statusOf, decisionOf, waitingEvents, database: () => database };
}

export type ClearingSystem = ReturnType<typeof clearingSystem>;
