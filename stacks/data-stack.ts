import type { App } from 'cdktf';
import { AuroraDatabase } from '../modules/data/aurora-database';
import { CustomerKey, type CustomerKeyProps } from '../modules/data/customer-key';
import { DatabaseSecret } from '../modules/data/database-secret';
import { KeyTable } from '../modules/data/key-table';
import { PrivateBucket } from '../modules/data/private-bucket';
import { RandomSecret } from '../modules/data/random-secret';
import { EventBus } from '../modules/messaging/event-bus';
import { Queue } from '../modules/messaging/queue';
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
    const storageKey = this.createKey('storage', 'Cheque images and idempotency keys', {
      services: ['s3', 'dynamodb'],
    });
    const functionsKey = this.createKey(
      'functions',
      'Settings of the functions, and events that they could not handle',
      {
        services: ['lambda', 'sqs'],
        logGroups: [`/aws/lambda/${this.prefix}-*`],
      },
    );
    const secrets = this.createSecrets(databaseKey);
    this.data = {
      ledger: this.createDatabase(databaseKey, secrets.ledgerApplication, foundation),
      ledgerApplication: secrets.ledgerApplication.attributes(),
      pseudonymKey: secrets.pseudonymKey.attributes(),
      idempotency: this.createIdempotencyTable(storageKey),
      images: this.createImageBucket(storageKey),
      deposits: this.createEventBus(),
      functionsKey: functionsKey.attributes(),
      failures: this.createFailureQueue(functionsKey),
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

  private createIdempotencyTable(key: CustomerKey): DataAttributes['idempotency'] {
    return new KeyTable(this, 'idempotency', {
      name: `${this.prefix}-idempotency`,
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

  /** Where Lambda puts events that a function could not handle. They are data: the functions can go, these stay. */
  private createFailureQueue(key: CustomerKey): DataAttributes['failures'] {
    return new Queue(this, 'failures', {
      name: `${this.prefix}-failures`,
      location: this.location,
      kmsKeyArn: key.keyArn,
      deadLetters: false,
      retentionSeconds: 14 * 24 * 3600,
    }).attributes();
  }

  /** Encrypted with a key of AWS: the archive can have no other, and no event holds more than pseudonyms. */
  private createEventBus(): DataAttributes['deposits'] {
    const sources = ['deposits'];
    const bus = new EventBus(this, 'deposits', {
      name: this.prefix,
      description: 'What happens to deposits',
      sources,
      archive: { retentionDays: 30 },
    });
    return { busArn: bus.busArn, busName: bus.busName, sources };
  }
}
