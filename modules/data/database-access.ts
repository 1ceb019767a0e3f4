import type { Capability, IGrantee, IUsable, Statement } from '../core/capability';
import { CustomerKey, type CustomerKeyAttributes, type ICustomerKey } from './customer-key';
import { readSecret } from './secret-access';

/**
 * `read`, `write`: single statements. `read-write`: transactions as well. `administer`: `read-write` as the master user.
 *
 * The Data API has no action for reading only: what a statement may do is decided by the database user whose secret the
 * caller names. IAM decides who may name which.
 */
export type DatabaseAccess = 'read' | 'write' | 'read-write' | 'administer';

/** A database that is reached through the RDS Data API. */
export interface IAuroraDatabase extends IUsable<DatabaseAccess> {
  readonly clusterArn: string;
  readonly databaseName: string;
  grantRead(grantee: IGrantee): void;
  grantWrite(grantee: IGrantee): void;
  grantReadWrite(grantee: IGrantee): void;
  grantAdminister(grantee: IGrantee): void;
  attributes(): AuroraDatabaseAttributes;
}

export interface AuroraDatabaseAttributes {
  /** For messages: the cluster's name. */
  readonly name: string;
  readonly clusterArn: string;
  readonly databaseName: string;
  /** The secret of the application's user. */
  readonly applicationSecretArn: string;
  /** The secret of the master user, which RDS makes and rotates. */
  readonly masterSecretArn: string;
  /** Encrypts both secrets. */
  readonly key: CustomerKeyAttributes;
}

/** A database that another stack made. Creates nothing. */
export class ImportedDatabase implements IAuroraDatabase {
  readonly clusterArn: string;
  readonly databaseName: string;

  constructor(private readonly database: AuroraDatabaseAttributes) {
    this.clusterArn = database.clusterArn;
    this.databaseName = database.databaseName;
  }

  use(access: DatabaseAccess): Capability {
    return databaseCapability(this.database, access);
  }

  grantRead(grantee: IGrantee): void {
    grantee.accept(this.use('read'));
  }

  grantWrite(grantee: IGrantee): void {
    grantee.accept(this.use('write'));
  }

  grantReadWrite(grantee: IGrantee): void {
    grantee.accept(this.use('read-write'));
  }

  grantAdminister(grantee: IGrantee): void {
    grantee.accept(this.use('administer'));
  }

  attributes(): AuroraDatabaseAttributes {
    return this.database;
  }
}

const STATEMENT_ACTIONS = ['rds-data:ExecuteStatement'] as const;
const TRANSACTION_ACTIONS = [
  'rds-data:BeginTransaction',
  'rds-data:CommitTransaction',
  'rds-data:RollbackTransaction',
] as const;

/**
 * The Data API reads the secret itself, with the caller's permissions: the caller needs them, but no connection to
 * Secrets Manager. The only destination is `rds-data`; port 5432 is never opened.
 */
export function databaseCapability(database: AuroraDatabaseAttributes, access: DatabaseAccess): Capability {
  const { name, clusterArn, databaseName } = database;
  const secretArn = access === 'administer' ? database.masterSecretArn : database.applicationSecretArn;
  const key: ICustomerKey = CustomerKey.fromAttributes(database.key);
  const statements: Statement[] = [
    { sid: 'ExecuteStatements', actions: STATEMENT_ACTIONS, resources: [clusterArn] },
    ...(access === 'read' || access === 'write'
      ? []
      : [{ sid: 'UseTransactions', actions: TRANSACTION_ACTIONS, resources: [clusterArn] }]),
    readSecret(secretArn),
    key.decryptVia('secretsmanager', { SecretARN: secretArn }),
  ];
  return {
    title: `${name}: ${access}`,
    statements,
    destinations: [{ kind: 'service', service: 'rds-data' }],
    configuration: { clusterArn, secretArn, databaseName },
  };
}
