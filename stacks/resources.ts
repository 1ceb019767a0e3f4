import { AuroraDatabase } from '../modules/data/aurora-database';
import type { CustomerKeyAttributes } from '../modules/data/customer-key';
import type { AuroraDatabaseAttributes } from '../modules/data/database-access';
import { KeyTable, type KeyTableAttributes } from '../modules/data/key-table';
import { type BucketAttributes, PrivateBucket } from '../modules/data/private-bucket';
import { ImportedSecret, type SecretAttributes } from '../modules/data/secret-access';
import { EventBus, type EventBusAttributes } from '../modules/messaging/event-bus';
import type { QueueAttributes } from '../modules/messaging/queue';
import { resource, type SystemResources } from './bindings';
import type { DataStack } from './data-stack';
import type { SystemStack } from './system-stack';

/** What the data stack tells the others, by the names that contracts use. */
export interface DataAttributes {
  readonly ledger: AuroraDatabaseAttributes;
  readonly ledgerApplication: SecretAttributes;
  readonly pseudonymKey: SecretAttributes;
  readonly idempotency: KeyTableAttributes;
  readonly images: BucketAttributes;
  readonly deposits: EventBusAttributes;
  /** Encrypts what belongs to functions. It outlives them, as do the events that are encrypted with it. */
  readonly functionsKey: CustomerKeyAttributes;
  readonly failures: QueueAttributes;
}

/** The resources as another stack sees them, ready to be bound to contracts. */
export function importResources(stack: SystemStack, data: DataStack): SystemResources {
  const attributes = stack.read(data, 'data', data.data);
  return {
    ledger: resource('database', AuroraDatabase.fromAttributes(attributes.ledger)),
    ledgerApplication: resource('secret', new ImportedSecret(attributes.ledgerApplication)),
    pseudonymKey: resource('secret', new ImportedSecret(attributes.pseudonymKey)),
    idempotency: resource('table', KeyTable.fromAttributes(attributes.idempotency)),
    images: resource('bucket', PrivateBucket.fromAttributes(attributes.images)),
    deposits: resource('event-bus', EventBus.fromAttributes(stack, 'deposits', attributes.deposits)),
  };
}
