import { written } from '../attribute';
import { judgeCustomerKey } from '../customer-key';
import type { Rule } from '../rule';
import { bucketOf } from './support/bucket-parts';
import { encryptionOf } from './support/encryption';

export const rule: Rule = {
  id: 's3-object-key',
  severity: 'low',
  summary: 'An object is encrypted with a key of its own, or its bucket is.',
  rationale: 'An object without a key has that of its bucket; without one there it is SSE-S3.',
  remediation: 'Set `kms_key_id`, or `kms_master_key_id` of the bucket.',
  references: ['CKV_AWS_186', 'CKV_AWS_181'],
  types: ['aws_s3_bucket_object', 'aws_s3_object_copy'],
  check: (resource, context) => {
    const bucket = bucketOf(context, resource);
    const encryption = bucket && encryptionOf(context, bucket);
    const inherits = written(resource, 'kms_key_id') === undefined && encryption?.state === 'set';
    return judgeCustomerKey(
      inherits ? encryption.key : written(resource, 'kms_key_id'),
      'kms_key_id',
      context,
      'kms_key_id',
    );
  },
};
