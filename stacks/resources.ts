import { AuroraDatabase } from '../modules/data/aurora-database';
import type { AuroraDatabaseAttributes } from '../modules/data/database-access';
import { KeyTable, type KeyTableAttributes } from '../modules/data/key-table';
import { type BucketAttributes, PrivateBucket } from '../modules/data/private-bucket';
import { ImportedSecret, type SecretAttributes } from '../modules/data/secret-access';
import { Rekognition } from '../modules/integration/rekognition';
import { Webhook } from '../modules/integration/webhook';
import { EventBus } from '../modules/messaging/event-bus';
import { StateMachine } from '../modules/workflow/state-machine';
import { resource, type SystemResources } from './bindings';
import type { DataStack } from './data-stack';
import type { EnvironmentConfig } from './environments/schema';
import type { MessagingStack } from './messaging-stack';
import type { SystemStack } from './system-stack';

/** What the data stack tells the others, by the names that contracts use. */
export interface DataAttributes {
  readonly ledger: AuroraDatabaseAttributes;
  readonly ledgerApplication: SecretAttributes;
  readonly pseudonymKey: SecretAttributes;
  readonly partnerSigningKey: SecretAttributes;
  readonly idempotency: KeyTableAttributes;
  readonly approvals: KeyTableAttributes;
  readonly batchStatus: KeyTableAttributes;
  readonly images: BucketAttributes;
  readonly batches: BucketAttributes;
}

/** The stacks whose resources contracts name. */
export interface ResourceStacks {
  readonly data: DataStack;
  readonly messaging: MessagingStack;
}

/** What is on the internet, by the names that contracts use. */
export function webhooks({ partner }: Pick<EnvironmentConfig, 'partner'>): Readonly<Record<string, Webhook>> {
  return { partner: new Webhook({ url: partner.url }) };
}

/** The resources as another stack sees them, ready to be bound to contracts. */
export function importResources(stack: SystemStack, { data, messaging }: ResourceStacks): SystemResources {
  const held = stack.read(data, 'data', data.data);
  const said = stack.read(messaging, 'messaging', messaging.messaging);
  const outside = Object.entries(webhooks(stack.environment));
  return {
    ledger: resource('database', AuroraDatabase.fromAttributes(held.ledger)),
    ledgerApplication: resource('secret', new ImportedSecret(held.ledgerApplication)),
    pseudonymKey: resource('secret', new ImportedSecret(held.pseudonymKey)),
    partnerSigningKey: resource('secret', new ImportedSecret(held.partnerSigningKey)),
    idempotency: resource('table', KeyTable.fromAttributes(held.idempotency)),
    approvals: resource('table', KeyTable.fromAttributes(held.approvals)),
    batchStatus: resource('table', KeyTable.fromAttributes(held.batchStatus)),
    images: resource('bucket', PrivateBucket.fromAttributes(held.images)),
    batches: resource('bucket', PrivateBucket.fromAttributes(held.batches)),
    deposits: resource('event-bus', EventBus.fromAttributes(stack, 'deposits', said.deposits)),
    clearing: resource('workflow', StateMachine.fromName(stack.location, stack.stateMachineName('clearing'))),
    textDetection: resource('rekognition', new Rekognition()),
    ...Object.fromEntries(outside.map(([name, webhook]) => [name, resource('webhook', webhook)])),
  };
}
