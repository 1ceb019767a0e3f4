import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import type { Emulator } from '../emulator/start-emulator';
import type { DeployedOutputs } from './deployed-outputs';

/** A row, its columns by name. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * The ledger's database in the hands of its owner, whom no grant binds: for looking at what the functions did, and for
 * doing what they could not.
 */
export class LedgerOwner {
  private readonly client: RDSDataClient;

  constructor(
    emulator: Emulator,
    private readonly ledger: DeployedOutputs['ledger'],
  ) {
    const { operator } = emulator.credentials;
    this.client = new RDSDataClient({
      endpoint: emulator.endpoint,
      region: emulator.environment()['AWS_REGION'] ?? '',
      credentials: operator,
    });
  }

  /** Runs one statement. `parameters` are texts; cast them in the SQL. */
  async query(sql: string, parameters: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> {
    const { clusterArn, databaseName, masterSecretArn } = this.ledger;
    const { formattedRecords } = await this.client.send(
      new ExecuteStatementCommand({
        resourceArn: clusterArn,
        secretArn: masterSecretArn,
        database: databaseName,
        sql,
        parameters: Object.entries(parameters).map(([name, stringValue]) => ({
          name,
          value: { stringValue },
        })),
        formatRecordsAs: 'JSON',
      }),
    );
    return JSON.parse(formattedRecords ?? '[]') as Row[];
  }

  close(): void {
    this.client.destroy();
  }
}
