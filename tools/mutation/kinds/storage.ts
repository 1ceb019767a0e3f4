import { change, type MutationKind } from '../kind';
import { attributeKind, removalKind } from './attribute-kinds';

const BLOCK = 'aws_s3_bucket_public_access_block';

/** Buckets, tables, keys, secrets and logs. */
export const STORAGE_KINDS: readonly MutationKind[] = [
  removalKind(
    {
      id: 'bucket-encryption-removed',
      weakness: 'nothing says how a bucket is encrypted',
      caughtBy: ['s3-encryption-written', 's3-kms', 's3-customer-key'],
    },
    'aws_s3_bucket_server_side_encryption_configuration',
  ),
  attributeKind({
    id: 'bucket-without-kms',
    weakness: 'a bucket is encrypted with a key of S3',
    caughtBy: ['s3-kms', 's3-customer-key'],
    types: ['aws_s3_bucket_server_side_encryption_configuration'],
    path: ['rule', 0, 'apply_server_side_encryption_by_default'],
    values: [{ sse_algorithm: 'AES256' }],
  }),
  attributeKind({
    id: 'bucket-with-key-of-aws',
    weakness: 'a bucket is encrypted with a key of AWS',
    caughtBy: ['s3-customer-key'],
    types: ['aws_s3_bucket_server_side_encryption_configuration'],
    path: ['rule', 0, 'apply_server_side_encryption_by_default', 'kms_master_key_id'],
    values: [undefined, 'alias/aws/s3'],
  }),
  removalKind(
    {
      id: 'bucket-versioning-removed',
      weakness: 'an overwritten object is gone',
      caughtBy: ['s3-versioning'],
    },
    'aws_s3_bucket_versioning',
  ),
  attributeKind({
    id: 'bucket-versioning-off',
    weakness: 'an overwritten object is gone',
    caughtBy: ['s3-versioning'],
    types: ['aws_s3_bucket_versioning'],
    path: ['versioning_configuration', 'status'],
    values: ['Suspended', 'Disabled'],
  }),
  removalKind(
    {
      id: 'public-access-block-removed',
      weakness: 'nothing keeps a bucket from being made public',
      caughtBy: ['s3-public-access-block'],
    },
    BLOCK,
  ),
  ...Object.entries({
    block_public_acls: 's3-blocks-public-acls',
    block_public_policy: 's3-blocks-public-policy',
    ignore_public_acls: 's3-ignores-public-acls',
    restrict_public_buckets: 's3-restricts-public',
  }).map(([name, rule]) =>
    attributeKind({
      id: `public-access-${name.replaceAll('_', '-')}-off`,
      weakness: 'one of the four switches against public access is off',
      caughtBy: [rule],
      types: [BLOCK],
      path: [name],
      values: [false, undefined],
    }),
  ),
  attributeKind({
    id: 'bucket-lists-on',
    weakness: 'objects can be shared by access-control lists',
    caughtBy: ['s3-ownership'],
    types: ['aws_s3_bucket_ownership_controls'],
    path: ['rule', 'object_ownership'],
    values: ['ObjectWriter', 'BucketOwnerPreferred'],
  }),
  {
    id: 'bucket-public-by-list',
    weakness: 'everybody may read a bucket by its list',
    caughtBy: ['s3-acl-public-read', 's3-acl-public-write'],
    changes: (view) =>
      view.all('aws_s3_bucket').flatMap((bucket) =>
        ['public-read', 'public-read-write'].map((acl) => {
          const one = bucket.beside('acl', { bucket: bucket.reference('id'), acl }, 'aws_s3_bucket_acl');
          return change(
            [bucket, one],
            ...['aws_s3_bucket_public_access_block', 'aws_s3_bucket_ownership_controls'].flatMap((type) =>
              view
                .all(type)
                .filter((guard) => guard.refersTo(bucket))
                .map((guard) => guard.drop()),
            ),
            one.add(),
          );
        }),
      ),
  },
  attributeKind({
    id: 'table-with-key-of-aws',
    weakness: 'a table is encrypted with a key of AWS',
    caughtBy: ['dynamodb-customer-key'],
    types: ['aws_dynamodb_table'],
    path: ['server_side_encryption'],
    values: [undefined, { enabled: false }],
  }),
  attributeKind({
    id: 'table-without-recovery',
    weakness: 'a table cannot be restored',
    caughtBy: ['dynamodb-recovery'],
    types: ['aws_dynamodb_table'],
    path: ['point_in_time_recovery'],
    values: [undefined, { enabled: false }],
  }),
  attributeKind({
    id: 'table-unprotected',
    weakness: 'one call deletes a table',
    caughtBy: ['dynamodb-deletion-protection'],
    types: ['aws_dynamodb_table'],
    path: ['deletion_protection_enabled'],
    values: [false, undefined],
  }),
  attributeKind({
    id: 'key-rotation-off',
    weakness: 'a key is never replaced',
    caughtBy: ['kms-rotation'],
    types: ['aws_kms_key'],
    path: ['enable_key_rotation'],
    values: [false, undefined],
  }),
  attributeKind({
    id: 'key-deleted-soon',
    weakness: 'a key, and all that it encrypts, is gone after a week',
    caughtBy: ['kms-deletion-window'],
    types: ['aws_kms_key'],
    path: ['deletion_window_in_days'],
    values: [7],
  }),
  attributeKind({
    id: 'key-without-policy',
    weakness: 'a key has the policy that AWS gives it',
    caughtBy: ['exposure-kms-policy-defined'],
    types: ['aws_kms_key'],
    path: ['policy'],
    values: [undefined],
  }),
  attributeKind({
    id: 'log-group-with-key-of-aws',
    weakness: 'a log is encrypted with a key of AWS',
    caughtBy: ['logs-customer-key'],
    types: ['aws_cloudwatch_log_group'],
    path: ['kms_key_id'],
    values: [undefined],
  }),
  attributeKind({
    id: 'log-kept-for-ever',
    weakness: 'a log is kept for ever',
    caughtBy: ['logs-retention'],
    types: ['aws_cloudwatch_log_group'],
    path: ['retention_in_days'],
    values: [undefined],
  }),
  attributeKind({
    id: 'log-kept-for-a-day',
    weakness: 'a log is gone before anybody asks for it',
    caughtBy: ['logs-retention-year', 'logs-retention'],
    types: ['aws_cloudwatch_log_group'],
    path: ['retention_in_days'],
    values: [1, 3],
  }),
  attributeKind({
    id: 'secret-with-key-of-aws',
    weakness: 'a secret is encrypted with a key of AWS',
    caughtBy: ['secretsmanager-customer-key'],
    types: ['aws_secretsmanager_secret'],
    path: ['kms_key_id'],
    values: [undefined, 'alias/aws/secretsmanager'],
  }),
  attributeKind({
    id: 'secret-unrecoverable',
    weakness: 'a deleted secret cannot be brought back',
    caughtBy: ['secretsmanager-recovery'],
    types: ['aws_secretsmanager_secret'],
    path: ['recovery_window_in_days'],
    values: [0],
  }),
  removalKind(
    {
      id: 'secret-rotation-removed',
      weakness: 'a secret is never changed',
      caughtBy: ['secretsmanager-rotation'],
    },
    'aws_secretsmanager_secret_rotation',
  ),
  attributeKind({
    id: 'secret-rotation-slow',
    weakness: 'a secret is changed once a year',
    caughtBy: ['secretsmanager-rotation-period'],
    types: ['aws_secretsmanager_secret_rotation'],
    path: ['rotation_rules', 'automatically_after_days'],
    values: [365],
  }),
  {
    id: 'secret-in-configuration',
    weakness: 'the value of a secret stands in the configuration',
    caughtBy: ['secretsmanager-literal'],
    changes: (view) =>
      view
        .all('aws_secretsmanager_secret_version')
        .map((version) =>
          change(
            version,
            version.remove('secret_string_wo'),
            version.remove('secret_string_wo_version'),
            version.set(['secret_string'], '{"username":"deposits_app","password":"Zq7-vW2k.91xTbLp"}'),
          ),
        ),
  },
];
