import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  type RDSDataClientResolvedConfig,
  RollbackTransactionCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-rds-data';
import type { AwsStub } from 'aws-sdk-client-mock';
import type { Postgres } from './postgres';

/** What `mockClient(RDSDataClient)` gives. */
type Mock = AwsStub<ServiceInputTypes, ServiceOutputTypes, RDSDataClientResolvedConfig>;

/**
 * Answers the Data API's calls from a real PostgreSQL, so that the statements of the functions are
 * run and not compared with texts. One connection: one transaction at a time, which is enough here.
 */
export class PostgresDataApi {
  /** By secret: the role as whom its statements run. */
  readonly roles = new Map<string, string>();
  private transactions = 0;

  constructor(
    readonly database: Postgres,
    mock: Mock,
  ) {
    mock.on(ExecuteStatementCommand).callsFake((input: ExecuteStatementCommandInput) => this.execute(input));
    mock.on(BeginTransactionCommand).callsFake(async () => {
      await this.database.exec('begin');
      this.transactions += 1;
      return { transactionId: `t${this.transactions}` };
    });
    mock.on(CommitTransactionCommand).callsFake(() => this.database.exec('commit').then(() => ({})));
    mock.on(RollbackTransactionCommand).callsFake(() => this.database.exec('rollback').then(() => ({})));
  }

  private async execute(input: ExecuteStatementCommandInput) {
    const role = this.roles.get(input.secretArn ?? '');
    const { sql, values } = positional(input);
    try {
      if (role) await this.database.exec(`set role ${role}`);
      const rows = await this.database.query(sql, values);
      return { formattedRecords: JSON.stringify(rows) };
    } catch (error) {
      const { message, code } = error as { message: string; code?: string };
      throw Object.assign(new Error(`ERROR: ${message}; SQLState: ${code}`), {
        name: 'DatabaseErrorException',
      });
    } finally {
      if (role) await this.database.exec('reset role').catch(() => undefined);
    }
  }
}

function positional(input: ExecuteStatementCommandInput) {
  const parameters = input.parameters ?? [];
  const values: unknown[] = [];
  const sql = (input.sql ?? '').replace(/(?<!:):([a-z_]+)/g, (marker, name: string) => {
    const value = parameters.find((parameter) => parameter.name === name)?.value;
    if (!value) throw new Error(`no value for ${marker}`);
    values.push(value.isNull ? null : (value.stringValue ?? value.longValue ?? value.booleanValue));
    return `$${values.length}`;
  });
  return { sql, values };
}
