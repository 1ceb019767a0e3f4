import type { Resource } from '../../graph/resource';
import { roleOf } from '../../model/identity/execution-roles';
import type { RuleContext } from '../../rules/context';
import { encryptionKey, keyAt } from '../granted-is-used/encryption-keys';
import type { Delivery } from './ask';
import { asksOnKey } from './key-asks';

/** What somebody who makes or uses an encrypted resource needs of KMS, through the resource's service. */
interface KeyedType {
  /** Where the type names its key. @default as `encryptionKey` knows it */
  readonly path?: string;
  /** `s3` of `kms:ViaService`. */
  readonly via: string;
  readonly actions: readonly string[];
  /** Why, as a sentence without a full stop. */
  readonly what: string;
}

const DATA_KEY = ['Decrypt', 'GenerateDataKey'];

/**
 * Sources: AWS KMS Developer Guide, "How AWS services use AWS KMS" (DynamoDB, RDS, S3, Secrets Manager); Lambda Developer
 * Guide, "Securing environment variables"; SQS and SNS Developer Guides, "Key management"; Network Firewall Developer
 * Guide, "Encryption at rest". A service that keeps a grant on the key makes it in the name of whoever applies.
 */
const KEYED: Readonly<Record<string, readonly KeyedType[]>> = {
  aws_dynamodb_table: [
    { via: 'dynamodb', actions: ['CreateGrant', ...DATA_KEY], what: 'DynamoDB encrypts the table' },
  ],
  aws_lambda_function: [
    { via: 'lambda', actions: ['CreateGrant', 'Encrypt'], what: 'Lambda encrypts the environment variables' },
  ],
  aws_networkfirewall_firewall: [
    {
      path: 'encryption_configuration[0].key_id',
      via: 'network-firewall',
      actions: ['CreateGrant', ...DATA_KEY],
      what: 'Network Firewall encrypts what it keeps',
    },
  ],
  aws_rds_cluster: [
    {
      path: 'kms_key_id',
      via: 'rds',
      actions: ['CreateGrant', 'Decrypt', 'GenerateDataKeyWithoutPlaintext'],
      what: 'RDS encrypts the storage of the cluster',
    },
    { via: 'secretsmanager', actions: DATA_KEY, what: "Secrets Manager encrypts the master user's secret" },
  ],
  aws_s3_bucket: [{ via: 's3', actions: DATA_KEY, what: 'S3 encrypts the objects of the bucket' }],
  aws_secretsmanager_secret: [
    { via: 'secretsmanager', actions: DATA_KEY, what: 'Secrets Manager encrypts the secret' },
  ],
  aws_sns_topic: [{ via: 'sns', actions: DATA_KEY, what: 'SNS encrypts the messages of the topic' }],
  aws_sqs_queue: [{ via: 'sqs', actions: DATA_KEY, what: 'SQS encrypts the messages of the queue' }],
};

/** What the account may do with the customer's keys, so that what they encrypt can be made and used at all. */
export function encryptedResources(context: RuleContext): readonly Delivery[] {
  const { graph } = context;
  const made = Object.entries(KEYED).flatMap(([type, uses]) =>
    graph.byType(type).flatMap((resource) => uses.flatMap((use) => ofUse(context, resource, use))),
  );
  return [
    ...made,
    ...graph.byType('aws_lambda_function').flatMap((lambda) => environmentOf(context, lambda)),
    ...graph.byType('aws_kms_key').flatMap((key) => administrationOf(context, key)),
  ];
}

function ofUse(
  context: RuleContext,
  resource: Resource,
  { path, via, actions, what }: KeyedType,
): readonly Delivery[] {
  const key = path === undefined ? encryptionKey(context, resource) : keyAt(context, resource, path);
  if (!key) return [];
  const asks = asksOnKey(context, key, { by: { kind: 'account' }, actions, via });
  return [{ subject: resource, path: key.path, what, asks }];
}

/**
 * Lambda keeps a grant on the key for the role. A grant names the role's unique id: for a role that was made anew under
 * its old name it is void, and the function does not start. A statement holds by name.
 */
function environmentOf(context: RuleContext, lambda: Resource): readonly Delivery[] {
  const key = keyAt(context, lambda, 'kms_key_arn');
  const role = roleOf(context, lambda);
  if (!key || !role) return [];
  const asks = asksOnKey(context, key, {
    by: { kind: 'role', role },
    actions: ['Decrypt'],
    via: 'lambda',
    context: {
      'kms:EncryptionContext:aws:lambda:FunctionArn': context.graph.arn(lambda),
      'lambda:SourceFunctionArn': [],
    },
  });
  const what = 'Lambda decrypts the environment variables, also after the role was made anew';
  return [{ subject: lambda, path: 'kms_key_arn', what, asks }];
}

/** KMS refuses a policy that nobody may change any more; what nobody may schedule for deletion stays for ever. */
function administrationOf(context: RuleContext, key: Resource): readonly Delivery[] {
  const target = { kind: 'arn', arn: context.graph.arn(key), resource: key } as const;
  const asks = asksOnKey(
    context,
    { target, resource: key, path: 'policy' },
    { by: { kind: 'account' }, actions: ['PutKeyPolicy', 'ScheduleKeyDeletion', 'TagResource'] },
  );
  return [{ subject: key, path: 'policy', what: 'the account administers its key', asks }];
}
