import { randomUUID } from 'node:crypto';
import {
  Availability,
  endpointNotEnabled,
  type FaultScope,
  type PauseOptions,
  unavailable,
} from './availability';
import { bind } from './bind';
import { type Clock, systemClock } from './clock';
import type { ClusterInfo, Credentials } from './cluster';
import {
  ConnectionLostError,
  ConnectionWaitError,
  type DatabaseEngine,
  DatabaseError,
  type Session,
} from './engine';
import { badRequest, DataApiError, type DataApiErrorName, sqlError } from './errors';
import { encodeJson } from './exact-json';
import { type Limits, SERVICE_LIMITS } from './limits';
import { logIn } from './login';
import { compile } from './named-parameters';
import {
  type BatchExecuteStatementInput,
  type BeginTransactionInput,
  type ExecuteStatementInput,
  parseBody,
  readBatch,
  readBegin,
  readEnd,
  readExecute,
} from './requests';
import { batchResponse, executeResponse } from './responses';
import { guardSessionUser } from './session-guard';
import { leadingWords } from './sql-text';
import { type Run, type RunOptions, runAlone, runBatch, runInTransaction } from './statement-runner';
import { Transactions } from './transactions';

/** Why a caller may not make a call, in the words of the answer. */
export interface Denial {
  readonly errorName: 'AccessDeniedException' | 'ForbiddenException';
  readonly message: string;
}

export interface DataApiProps {
  readonly engine: DatabaseEngine;
  /** The cluster of an ARN; undefined where there is none. */
  readonly clusters: (arn: string) => Promise<ClusterInfo | undefined>;
  /** The contents of a secret, by its ARN or name; undefined where there is none. */
  readonly secrets: (arn: string) => Promise<Partial<Credentials> | undefined>;
  /** Asked before every call, where policies are enforced. @default every caller may make every call */
  readonly authorize?: (
    operation: string,
    resourceArn: string,
    secretArn: string,
  ) => Promise<Denial | undefined>;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** Limits other than the service's, for tests. @default the service's */
  readonly limits?: Partial<Limits>;
  /** Hears of errors that are the emulator's own. @default they are answered and not told */
  readonly onUnexpected?: (error: unknown) => void;
}

export interface DataApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The Data API over a PostgreSQL, free of HTTP. */
export interface DataApi {
  /**
   * Answers one call; never rejects. `path` as in the request line, `bodyJson` the body as it came.
   *
   * @param gone aborted when the caller has given up: it then waits for no connection, and begins no transaction, which
   *   would keep one until it expires. @default he waits for the answer
   */
  handle(path: string, bodyJson: string, gone?: AbortSignal): Promise<DataApiAnswer>;
  /** Lets clusters sleep: open transactions end, and the next calls are answered `DatabaseResumingException`. */
  pause(options?: PauseOptions): Promise<void>;
  /** Takes the database away until `restore`: open transactions end, calls are answered `DatabaseUnavailableException`. */
  cutOff(scope?: FaultScope): Promise<void>;
  /** The next `count` calls do their work, and their answer is lost (`DatabaseUnavailableException`). */
  loseAnswers(count: number, scope?: FaultScope): void;
  /** Ends pauses, cut-offs and lost answers. */
  restore(scope?: FaultScope): void;
  /** How many transactions are open. */
  readonly openTransactions: number;
  /** Rolls back what is open. The engine is its owner's to close. */
  close(): Promise<void>;
}

export function createDataApi(props: DataApiProps): DataApi {
  return new EmulatedDataApi(props);
}

type Body = ReturnType<typeof parseBody>;

class EmulatedDataApi implements DataApi {
  private readonly clock: Clock;
  private readonly limits: Limits;
  private readonly availability: Availability;
  private readonly transactions: Transactions;
  private readonly operations: Readonly<
    Record<string, { name: string; run: (body: Body, gone?: AbortSignal) => Promise<object> }>
  > = {
    '/Execute': { name: 'ExecuteStatement', run: (body, gone) => this.execute(readExecute(body), gone) },
    '/BatchExecute': {
      name: 'BatchExecuteStatement',
      run: (body, gone) => this.batch(readBatch(body), gone),
    },
    '/BeginTransaction': { name: 'BeginTransaction', run: (body, gone) => this.begin(readBegin(body), gone) },
    '/CommitTransaction': { name: 'CommitTransaction', run: (body) => this.end(body, 'commit') },
    '/RollbackTransaction': { name: 'RollbackTransaction', run: (body) => this.end(body, 'rollback') },
    '/ExecuteSql': { name: 'ExecuteSql', run: () => Promise.reject(executeSqlUnsupported()) },
  };

  constructor(private readonly props: DataApiProps) {
    this.clock = props.clock ?? systemClock;
    this.limits = { ...SERVICE_LIMITS, ...props.limits };
    this.availability = new Availability(this.clock);
    this.transactions = new Transactions(this.clock, this.limits);
  }

  get openTransactions(): number {
    return this.transactions.count;
  }

  async handle(path: string, bodyJson: string, gone?: AbortSignal): Promise<DataApiAnswer> {
    try {
      const operation = this.operations[path.replace(/[?#].*$/, '')];
      if (!operation) throw new DataApiError('UnknownOperationException', `No operation at ${path}`);
      if (Buffer.byteLength(bodyJson) > this.limits.requestBytes) throw requestTooLarge(this.limits);
      const body = parseBody(bodyJson);
      await this.authorize(operation.name, body);
      return answer(200, await operation.run(body, gone));
    } catch (error) {
      return errorAnswer(this.translate(error));
    }
  }

  async pause(options: PauseOptions = {}): Promise<void> {
    this.availability.pause(options);
    await this.transactions.endAll(options.clusterArn);
  }

  async cutOff(scope: FaultScope = {}): Promise<void> {
    this.availability.cutOff(scope);
    await this.transactions.endAll(scope.clusterArn);
  }

  loseAnswers(count: number, scope: FaultScope = {}): void {
    this.availability.loseAnswers(count, scope);
  }

  restore(scope: FaultScope = {}): void {
    this.availability.restore(scope.clusterArn);
  }

  close(): Promise<void> {
    return this.transactions.endAll(undefined);
  }

  private async execute(input: ExecuteStatementInput, gone?: AbortSignal): Promise<object> {
    const cluster = await this.cluster(input.resourceArn);
    const compiled = compile(input.sql);
    const statement = { text: compiled.text, parameters: bind(compiled.names, input.parameters) };
    guardSessionUser(compiled.parts);
    const options = this.runOptions(input.continueAfterTimeout);
    const [firstWord] = leadingWords(compiled.parts, 1);
    const respond = (session: Session, run: Run<Awaited<ReturnType<Session['run']>>>): Run<object> => {
      const response = run.answer.then((result) => executeResponse(session, result, input, this.limits));
      response.catch(() => undefined);
      return { answer: response, finished: settled(response, run.finished) };
    };
    return this.runOn(cluster, input, gone, (session, inTransaction) =>
      respond(
        session,
        inTransaction
          ? runInTransaction(session, statement, options)
          : runAlone(session, statement, firstWord, options),
      ),
    );
  }

  private async batch(input: BatchExecuteStatementInput, gone?: AbortSignal): Promise<object> {
    const cluster = await this.cluster(input.resourceArn);
    const compiled = compile(input.sql);
    const statements = input.parameterSets.map((set) => ({
      text: compiled.text,
      parameters: bind(compiled.names, set),
    }));
    guardSessionUser(compiled.parts);
    await this.runOn(cluster, input, gone, (session, inTransaction) =>
      runBatch(session, statements, inTransaction, this.runOptions(false)),
    );
    return batchResponse(statements.length);
  }

  private async begin(input: BeginTransactionInput, gone?: AbortSignal): Promise<object> {
    const cluster = await this.cluster(input.resourceArn);
    const { session, database } = await this.openSession(cluster, input, gone);
    try {
      const owner = { clusterArn: cluster.arn, secretArn: input.secretArn, database };
      const transactionId = await this.transactions.begin(session, owner);
      if (gone?.aborted) await this.transactions.rollback({ ...input, transactionId });
      this.availability.checkAnswer(cluster);
      return { transactionId };
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  private async end(body: Body, how: 'commit' | 'rollback'): Promise<object> {
    const input = readEnd(body);
    const cluster = await this.cluster(input.resourceArn);
    await this.credentials(input.secretArn);
    await this.transactions[how](input);
    this.availability.checkAnswer(cluster);
    return { transactionStatus: how === 'commit' ? 'Transaction Committed' : 'Rollback Complete' };
  }

  /** In the transaction that the call names, or in a session of its own. */
  private async runOn<Result>(
    cluster: ClusterInfo,
    input: BeginTransactionInput & { readonly transactionId?: string },
    gone: AbortSignal | undefined,
    start: (session: Session, inTransaction: boolean) => Run<Result>,
  ): Promise<Result> {
    const { transactionId } = input;
    if (transactionId !== undefined) {
      await this.credentials(input.secretArn);
      const result = await this.transactions.use({ ...input, transactionId }, (session) =>
        start(session, true),
      );
      this.availability.checkAnswer(cluster);
      return result;
    }
    const { session } = await this.openSession(cluster, input, gone);
    const run = start(session, false);
    const released = run.finished.then(() => session.release());
    const result = await run.answer;
    await released;
    this.availability.checkAnswer(cluster);
    return result;
  }

  private async openSession(
    cluster: ClusterInfo,
    input: BeginTransactionInput,
    gone: AbortSignal | undefined,
  ): Promise<{ session: Session; database: string }> {
    const credentials = await this.credentials(input.secretArn);
    if (gone?.aborted) throw new ConnectionWaitError('nobody waits for the connection any more');
    // As libpq: without a database, the one that has the user's name.
    const database = input.database ?? credentials.username;
    const session = await this.props.engine.acquire(cluster, database, {
      clock: this.clock,
      waitMilliseconds: this.limits.statementTimeoutMilliseconds,
      gone,
    });
    try {
      await logIn(session, cluster, credentials, input.secretArn);
      return { session, database };
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  private async cluster(arn: string): Promise<ClusterInfo> {
    const cluster = await this.props.clusters(arn);
    if (!cluster) throw endpointNotEnabled(arn);
    this.availability.check(cluster);
    return cluster;
  }

  private async credentials(secretArn: string): Promise<Credentials> {
    const found = await this.props.secrets(secretArn).catch((error: unknown) => {
      throw new DataApiError(
        'SecretsErrorException',
        `Error fetching secret ${secretArn}: ${messageOf(error)}`,
      );
    });
    if (!found) {
      throw new DataApiError(
        'SecretsErrorException',
        `Error fetching secret ${secretArn}: Secrets Manager can't find the specified secret.`,
      );
    }
    const { username, password } = found;
    if (typeof username !== 'string' || typeof password !== 'string' || username === '') {
      throw new DataApiError(
        'InvalidSecretException',
        `The secret ${secretArn} has no username and password in its JSON`,
      );
    }
    return { username, password };
  }

  private async authorize(operation: string, body: Body): Promise<void> {
    const { resourceArn, secretArn } = body;
    const denial = await this.props.authorize?.(
      operation,
      String(resourceArn ?? ''),
      String(secretArn ?? ''),
    );
    if (denial) throw new DataApiError(denial.errorName, denial.message);
  }

  private runOptions(continueAfterTimeout: boolean): RunOptions {
    return {
      clock: this.clock,
      timeoutMilliseconds: this.limits.statementTimeoutMilliseconds,
      continueAfterTimeout,
    };
  }

  private translate(error: unknown): DataApiError {
    if (error instanceof DataApiError) return error;
    if (error instanceof DatabaseError) return sqlError(error);
    if (error instanceof ConnectionLostError) return unavailable();
    if (error instanceof ConnectionWaitError) {
      return new DataApiError('StatementTimeoutException', 'Connection is not available, request timed out');
    }
    this.props.onUnexpected?.(error);
    return new DataApiError('InternalServerErrorException', messageOf(error));
  }
}

async function settled(first: Promise<unknown>, second: Promise<void>): Promise<void> {
  await first.catch(() => undefined);
  await second;
}

function answer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): DataApiAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers },
    body: encodeJson(body),
  };
}

function errorAnswer(error: DataApiError): DataApiAnswer {
  const errorName: DataApiErrorName = error.errorName;
  return answer(
    error.status,
    { message: error.message, ...error.members },
    { 'x-amzn-errortype': errorName },
  );
}

function executeSqlUnsupported(): DataApiError {
  return badRequest(
    'The ExecuteSql operation is not supported: use ExecuteStatement or BatchExecuteStatement',
  );
}

/** The exception of a request beyond 4 MiB is not documented: not verified. */
export function requestTooLarge(limits: Limits): DataApiError {
  return new DataApiError(
    'RequestEntityTooLargeException',
    `The request exceeds the size limit of ${limits.requestBytes} bytes`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
