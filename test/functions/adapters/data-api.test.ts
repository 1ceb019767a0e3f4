import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RDSDataClient,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { mockClient } from 'aws-sdk-client-mock';
import { DataApi } from '../../../functions/adapters/data-api';
import { DataApiTransactions } from '../../../functions/adapters/data-api-transactions';
import { DatabaseError } from '../../../functions/adapters/database-error';
import { integer, json, text, timestamp, uuid } from '../../../functions/adapters/sql-parameters';
import { Deadline } from '../../../functions/shared/deadline';
import { UnavailableError } from '../../../functions/shared/errors';

const rdsData = mockClient(RDSDataClient);
const target = { clusterArn: 'cluster', secretArn: 'secret', databaseName: 'deposits' };
const statement = { sql: 'select 1 as one' };
const named = (name: string, message = name) => Object.assign(new Error(message), { name });
const commands = () => rdsData.calls().map(({ args }) => args[0].constructor.name.replace('Command', ''));

let random: jest.SpyInstance;
beforeEach(() => {
  rdsData.reset();
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());

describe('DataApi', () => {
  test('sends statement and parameters, and maps rows by column', async () => {
    rdsData.on(ExecuteStatementCommand).resolves({ formattedRecords: '[{"one":1}]' });
    const parameters = [integer('a', 1)];
    await expect(
      new DataApi(target, Deadline.after(1000)).run({ ...statement, parameters }),
    ).resolves.toEqual([{ one: 1 }]);
    expect(rdsData.commandCalls(ExecuteStatementCommand)[0]?.args[0].input).toEqual({
      resourceArn: 'cluster',
      secretArn: 'secret',
      database: 'deposits',
      sql: statement.sql,
      formatRecordsAs: 'JSON',
      parameters,
    });
  });

  test('GIVEN a statement without rows THEN none', async () => {
    rdsData.on(ExecuteStatementCommand).resolves({ numberOfRecordsUpdated: 1 });
    await expect(new DataApi(target, Deadline.after(1000)).run(statement)).resolves.toEqual([]);
  });

  test.each([
    named('DatabaseResumingException'),
    named('DatabaseUnavailableException'),
    named('ThrottlingException'),
    named('ServiceUnavailableError'),
    named('InternalServerErrorException'),
    named('StatementTimeoutException'),
    named('SecretsErrorException'),
    named('AbortError'),
    Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
    Object.assign(new Error('any'), { $metadata: { httpStatusCode: 503 } }),
    named('BadRequestException', 'ERROR: deadlock detected; SQLState: 40P01'),
    named('DatabaseErrorException', 'FATAL: password authentication failed; SQLState: 28P01'),
  ])('GIVEN $name ($message) THEN it is tried again', async (error) => {
    rdsData.on(ExecuteStatementCommand).rejectsOnce(error).resolves({ formattedRecords: '[]' });
    await expect(new DataApi(target, Deadline.after(1000)).run(statement)).resolves.toEqual([]);
    expect(commands()).toEqual(['ExecuteStatement', 'ExecuteStatement']);
  });

  test.each([
    named('AccessDeniedException'),
    named('ForbiddenException'),
    named('DatabaseNotFoundException'),
  ])('GIVEN $name THEN it is thrown at once', async (error) => {
    rdsData.on(ExecuteStatementCommand).rejects(error);
    await expect(new DataApi(target, Deadline.after(1000)).run(statement)).rejects.toBe(error);
    expect(commands()).toHaveLength(1);
  });

  test('GIVEN a cluster that resumes for longer than there is time THEN UnavailableError', async () => {
    rdsData.on(ExecuteStatementCommand).callsFake(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw named('DatabaseResumingException');
    });
    const error = await new DataApi(target, Deadline.after(200))
      .run(statement)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ retryAfterSeconds: 15, cause: { name: 'DatabaseResumingException' } });
  });

  test('GIVEN the database refuses THEN its state is told, and the row is not', async () => {
    const message =
      'ERROR: new row violates check constraint "x"\n  Detail: Failing row contains (123456789012).; SQLState: 23514';
    rdsData.on(ExecuteStatementCommand).rejects(named('BadRequestException', message));
    const error = await new DataApi(target, Deadline.after(1000))
      .run(statement)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ sqlState: '23514' });
    expect(String(error)).not.toContain('123456789012');
  });

  test('GIVEN something that is no Error was thrown THEN it is passed on', async () => {
    rdsData.on(ExecuteStatementCommand).callsFake(() => Promise.reject('text'));
    await expect(new DataApi(target, Deadline.after(1000)).run(statement)).rejects.toBe('text');
  });
});

describe('DataApiTransactions', () => {
  const run = (millis = 2000) =>
    new DataApiTransactions(target, Deadline.after(millis)).run(async (transaction) => {
      await transaction.run(statement);
      return 'result';
    });

  beforeEach(() => {
    let count = 0;
    rdsData.on(BeginTransactionCommand).callsFake(async () => ({ transactionId: `t${++count}` }));
    rdsData.on(ExecuteStatementCommand).resolves({});
    rdsData.on(CommitTransactionCommand).resolves({});
    rdsData.on(RollbackTransactionCommand).resolves({});
  });

  test('begins, runs in the transaction, commits', async () => {
    await expect(run()).resolves.toBe('result');
    expect(commands()).toEqual(['BeginTransaction', 'ExecuteStatement', 'CommitTransaction']);
    expect(rdsData.commandCalls(ExecuteStatementCommand)[0]?.args[0].input).toMatchObject({
      transactionId: 't1',
    });
    expect(rdsData.commandCalls(CommitTransactionCommand)[0]?.args[0].input).toEqual({
      resourceArn: 'cluster',
      secretArn: 'secret',
      transactionId: 't1',
    });
  });

  test('GIVEN the work fails THEN it is rolled back and thrown', async () => {
    const failure = new Error('domain');
    const transactions = new DataApiTransactions(target, Deadline.after(1000));
    await expect(transactions.run(() => Promise.reject(failure))).rejects.toBe(failure);
    expect(commands()).toEqual(['BeginTransaction', 'RollbackTransaction']);
  });

  test('GIVEN the rollback fails too THEN the first error counts', async () => {
    rdsData.on(RollbackTransactionCommand).rejects(named('TransactionNotFoundException'));
    const failure = new Error('domain');
    const transactions = new DataApiTransactions(target, Deadline.after(1000));
    await expect(transactions.run(() => Promise.reject(failure))).rejects.toBe(failure);
  });

  test.each([
    ['BeginTransaction', BeginTransactionCommand, 'DatabaseResumingException'],
    ['ExecuteStatement', ExecuteStatementCommand, 'TransactionNotFoundException'],
    ['CommitTransaction', CommitTransactionCommand, 'InternalServerErrorException'],
  ] as const)(
    'GIVEN a transient fault of %s THEN the whole work runs again in a new transaction',
    async (_name, command, fault) => {
      const answer = command === BeginTransactionCommand ? { transactionId: 'again' } : {};
      rdsData
        .on(command as typeof CommitTransactionCommand)
        .rejectsOnce(named(fault))
        .resolves(answer as object);
      await expect(run()).resolves.toBe('result');
      expect(commands().filter((name) => name === 'BeginTransaction')).toHaveLength(2);
      expect(commands().at(-1)).toBe('CommitTransaction');
    },
  );

  test('GIVEN a refused statement THEN rolled back, not repeated', async () => {
    rdsData
      .on(ExecuteStatementCommand)
      .rejects(named('DatabaseErrorException', 'ERROR: denied; SQLState: 42501'));
    await expect(run()).rejects.toMatchObject({ name: 'DatabaseError', sqlState: '42501' });
    expect(commands()).toEqual(['BeginTransaction', 'ExecuteStatement', 'RollbackTransaction']);
  });

  test.each([
    ['BeginTransaction', BeginTransactionCommand, '28P01', 'FATAL: password authentication failed'],
    ['CommitTransaction', CommitTransactionCommand, '40001', 'ERROR: could not serialize access'],
  ] as const)(
    'GIVEN the database refuses in %s for now THEN it is tried again',
    async (_name, command, state, message) => {
      const answer = command === BeginTransactionCommand ? { transactionId: 'again' } : {};
      rdsData
        .on(command as typeof CommitTransactionCommand)
        .rejectsOnce(named('DatabaseErrorException', `${message}; SQLState: ${state}`))
        .resolves(answer as object);
      await expect(run()).resolves.toBe('result');
    },
  );

  test('GIVEN a transaction without an id THEN an error', async () => {
    rdsData.on(BeginTransactionCommand).resolves({});
    await expect(run()).rejects.toThrow(/without an id/);
  });
});

describe('parameters', () => {
  test('carry their types', () => {
    expect(text('a', 'x')).toEqual({ name: 'a', value: { stringValue: 'x' } });
    expect(text('a', null)).toEqual({ name: 'a', value: { isNull: true } });
    expect(uuid('a', 'x')).toEqual({ name: 'a', value: { stringValue: 'x' }, typeHint: 'UUID' });
    expect(integer('a', 7)).toEqual({ name: 'a', value: { longValue: 7 } });
    expect(json('a', { b: 1 })).toEqual({ name: 'a', value: { stringValue: '{"b":1}' }, typeHint: 'JSON' });
    expect(timestamp('a', new Date('2026-01-02T03:04:05.678Z'))).toEqual({
      name: 'a',
      value: { stringValue: '2026-01-02 03:04:05.678' },
      typeHint: 'TIMESTAMP',
    });
  });

  test.each([1.5, Number.NaN, 2 ** 53])('GIVEN %d, which is no safe integer THEN it is refused', (value) => {
    expect(() => integer('a', value)).toThrow(RangeError);
  });
});
