import type { Resource } from '../../graph/resource';
import { isList, isObject, toBoolean, toText, Unknown, type Value } from '../../graph/value';
import { companionsOf } from '../../rules/companions';
import type { RuleContext } from '../../rules/context';
import type { Target } from './need';

/** The customer's key that encrypts what a resource holds. */
export interface EncryptionKey {
  readonly target: Target;
  /** Where the key is named. */
  readonly resource: Resource;
  readonly path: string;
  /** S3 only: KMS is told the bucket, not each object. */
  readonly isBucketKey?: boolean;
}

/** Where a type names its key. A cluster's is that of its master user's secret. */
const KEY_ATTRIBUTES: Readonly<Record<string, string>> = {
  aws_db_instance: 'master_user_secret_kms_key_id',
  aws_dynamodb_table: 'server_side_encryption[0].kms_key_arn',
  aws_kinesis_stream: 'kms_key_id',
  aws_lambda_function: 'kms_key_arn',
  aws_rds_cluster: 'master_user_secret_kms_key_id',
  aws_secretsmanager_secret: 'kms_key_id',
  aws_sfn_state_machine: 'encryption_configuration[0].kms_key_id',
  aws_sns_topic: 'kms_master_key_id',
  aws_sqs_queue: 'kms_master_key_id',
  aws_ssm_parameter: 'key_id',
};

const DEFAULT_ENCRYPTION = 'apply_server_side_encryption_by_default[0].kms_master_key_id';

/** The key, or nothing where AWS's own is taken, for which no permission is needed. */
export function encryptionKey(context: RuleContext, resource: Resource): EncryptionKey | undefined {
  if (resource.type === 'aws_s3_bucket') return bucketKey(context, resource);
  const path = KEY_ATTRIBUTES[resource.type];
  return path === undefined ? undefined : keyAt(context, resource, path);
}

function bucketKey(context: RuleContext, bucket: Resource): EncryptionKey | undefined {
  const type = 'aws_s3_bucket_server_side_encryption_configuration';
  const [separate] = companionsOf(context, bucket, type, 'bucket').sure;
  const holder = separate ?? bucket;
  const path = separate ? 'rule' : 'server_side_encryption_configuration[0].rule';
  const key = keyAt(context, holder, `${path}[0].${DEFAULT_ENCRYPTION}`);
  return key && { ...key, isBucketKey: toBoolean(holder.get(`${path}[0].bucket_key_enabled`)) === true };
}

/** The key that an attribute names. */
export function keyAt(context: RuleContext, resource: Resource, path: string): EncryptionKey | undefined {
  const value = resource.get(path);
  const target = value === undefined || value === '' ? undefined : keyTarget(context, resource, value, 0);
  return target && { target, resource, path };
}

function keyTarget(context: RuleContext, from: Resource, value: Value, depth: number): Target | undefined {
  const { graph } = context;
  const referred = graph.referred(value);
  if (referred?.type === 'aws_kms_alias' && depth < 5) {
    const target = referred.get('target_key_arn') ?? referred.get('target_key_id');
    return target === undefined ? undefined : keyTarget(context, referred, target, depth + 1);
  }
  if (referred) return { kind: 'arn', arn: graph.arn(referred), resource: referred };
  const text = value instanceof Unknown ? graph.text(value) : toText(value);
  if (typeof text !== 'string' || text.startsWith('tf~'))
    return { kind: 'open', reason: 'the key is not known' };
  if (/^(arn:.*:)?alias\/aws\//.test(text)) return undefined;
  if (text.startsWith('arn:')) return { kind: 'arn', arn: text };
  const { partition, region, account } = graph.place(from);
  const name = text.startsWith('alias/') ? '*' : text;
  return { kind: 'arn', arn: `arn:${partition}:kms:${region}:${account}:key/${name}` };
}

/** The blocks at a path, whether one or several, known or not. */
export function isSet(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (isList(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).length > 0;
}
