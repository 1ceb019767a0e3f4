import { shown } from '../attribute';
import { fail, judge, unknown } from '../outcome';
import type { Rule } from '../rule';
import { isLogBucket } from './support/bucket-parts';
import { encryptionOf } from './support/encryption';

export const rule: Rule = {
  id: 's3-kms',
  severity: 'low',
  summary: 'A bucket encrypts with KMS.',
  rationale:
    'With SSE-S3 whoever may read the object reads it, no use of a key is logged, and no key can be ' +
    'withdrawn.',
  remediation:
    'Set `sse_algorithm = "aws:kms"` and `bucket_key_enabled = true`. A bucket for access logs cannot ' +
    'have it.',
  references: ['CKV_AWS_145'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    if (isLogBucket(context, resource)) return [];
    const encryption = encryptionOf(context, resource);
    if (encryption.state === 'open') return unknown('the encryption', encryption.why);
    if (encryption.state === 'absent') return fail('the bucket encrypts with SSE-S3, the default');
    return judge(
      encryption.algorithm,
      'sse_algorithm',
      (value) =>
        value === 'aws:kms' || value === 'aws:kms:dsse' ? undefined : `sse_algorithm is ${shown(value)}`,
      'server_side_encryption_configuration',
    );
  },
};
