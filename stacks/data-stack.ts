import type { App } from 'cdktf';
import { AuroraDatabase } from '../modules/data/aurora-database';
import { CustomerKey, type CustomerKeyProps } from '../modules/data/customer-key';
import { DatabaseSecret } from '../modules/data/database-secret';
import { KeyTable, type KeyTableAttributes } from '../modules/data/key-table';
import { PrivateBucket } from '../modules/data/private-bucket';
import { RandomSecret } from '../modules/data/random-secret';
import { Network } from '../modules/network/network';
import type { EnvironmentConfig } from './environments/schema';
import type { NetworkStack } from './network-stack';
import type { DataAttributes } from './resources';
import { SystemStack } from './system-stack';

/** The database role that the functions use. The migrations make it. */
const APPLICATION_USER = 'deposits_app';

/** Everything that must outlive the functions. */
export class DataStack extends SystemStack {
  readonly data: DataAttributes;

  constructor(scope: App, environment: EnvironmentConfig, foundation: NetworkStack) {
    super(scope, 'data', environment);
    const databaseKey = this.createKey('database', 'Database, its log and its secrets', {
      services: ['rds', 'secretsmanager'],
      logGroups: [`/aws/rds/cluster/${this.prefix}-ledger/*`],
    });
    const storageKey = this.createKey('storage', 'Cheque images, batches and keyed items', {
      services: ['s3', 'dynamodb'],
    });
    const secrets = this.createSecrets(databaseKey);
    this.data = {
      ledger: this.createDatabase(databaseKey, secrets.ledgerApplication, foundation),
      ledgerApplication: secrets.ledgerApplication.attributes(),
      pseudonymKey: secrets.pseudonymKey.attributes(),
      partnerSigningKey: secrets.partnerSigningKey.attributes(),
      idempotency: this.createTable('idempotency', storageKey),
      approvals: this.createTable('approvals', storageKey),
      batchStatus: this.createTable('batch-status', storageKey),
      images: this.createImageBucket(storageKey),
      batches: this.createBatchBucket(storageKey),
    };
    this.share('data', this.data);
  }

  private createKey(
    id: string,
    description: string,
    users: Pick<CustomerKeyProps, 'services' | 'logGroups'>,
  ): CustomerKey {
    return new CustomerKey(this, `${id}-key`, {
      name: `${this.prefix}/${id}`,
      description,
      location: this.location,
      ...users,
      deletionWindowDays: this.deletionWindowDays,
    });
  }

  private createSecrets(key: CustomerKey) {
    const recoveryWindowDays = this.environment.protected ? 30 : 0;
    return {
      ledgerApplication: new DatabaseSecret(this, 'ledger-application', {
        name: `${this.prefix}/ledger/application`,
        description: 'The database user of the functions',
        username: APPLICATION_USER,
        key,
        recoveryWindowDays,
      }),
      pseudonymKey: new RandomSecret(this, 'pseudonym-key', {
        name: `${this.prefix}/pseudonym/key`,
        description: 'Turns account numbers into pseudonyms for logs and events',
        key,
        recoveryWindowDays,
      }),
      partnerSigningKey: new RandomSecret(this, 'partner-signing-key', {
        name: `${this.prefix}/partner/signing-key`,
        description: 'Signs what the partner bank is told',
        key,
        recoveryWindowDays,
      }),
    };
  }

  private createDatabase(
    key: CustomerKey,
    application: DatabaseSecret,
    foundation: NetworkStack,
  ): DataAttributes['ledger'] {
    const { database, logs } = this.environment;
    const network = Network.fromAttributes(
      this,
      'network',
      this.read(foundation, 'network', foundation.network),
    );
    const ledger = new AuroraDatabase(this, 'ledger', {
      name: `${this.prefix}-ledger`,
      databaseName: 'ledger',
      engineVersion: database.engineVersion,
      minCapacityAcu: database.minimumCapacityAcu,
      maxCapacityAcu: database.maximumCapacityAcu,
      autoPauseSeconds: database.pauseAfterSeconds,
      instanceCount: database.instances,
      vpcId: network.vpcId,
      subnetIds: network.subnets('isolated').map(({ id }) => id),
      key,
      applicationSecret: application,
      backupRetentionDays: database.backupRetentionDays,
      deletionProtection: database.deletionProtection,
      skipFinalSnapshot: !database.finalSnapshot,
      logRetentionDays: logs.retentionDays,
    });
    return ledger.attributes();
  }

  private createTable(name: string, key: CustomerKey): KeyTableAttributes {
    return new KeyTable(this, name, {
      name: `${this.prefix}-${name}`,
      key,
      deletionProtection: this.environment.database.deletionProtection,
    }).attributes();
  }

  private createImageBucket(key: CustomerKey): DataAttributes['images'] {
    const { accountId, imageRetentionDays } = this.environment;
    return new PrivateBucket(this, 'images', {
      name: `${this.prefix}-images-${accountId}`,
      key,
      uploadPrefix: 'deposits/',
      retention: { expireAfterDays: imageRetentionDays },
      forceDestroy: !this.environment.protected,
    }).attributes();
  }

  /** Files of branches, what a workflow makes of them, and the reports. */
  private createBatchBucket(key: CustomerKey): DataAttributes['batches'] {
    const { accountId, imageRetentionDays } = this.environment;
    return new PrivateBucket(this, 'batches', {
      name: `${this.prefix}-batches-${accountId}`,
      key,
      uploadPrefix: 'incoming/',
      workPrefixes: ['work/', 'reports/'],
      eventBridge: true,
      retention: { expireAfterDays: imageRetentionDays },
      forceDestroy: !this.environment.protected,
    }).attributes();
  }
}
