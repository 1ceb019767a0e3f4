import { fail, judge, unknown } from '../outcome';
import type { Rule } from '../rule';
import { encryptionOf } from './support/encryption';

export const rule: Rule = {
  id: 's3-encryption-written',
  severity: 'low',
  summary: 'It is written how a bucket encrypts.',
  rationale:
    'S3 encrypts what nobody asked it to since 2023; objects of before, and what the next owner expects, ' +
    'nobody can tell.',
  remediation: 'Add an `aws_s3_bucket_server_side_encryption_configuration`.',
  references: ['AVD-AWS-0088'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    const encryption = encryptionOf(context, resource);
    if (encryption.state === 'open') return unknown('the encryption', encryption.why);
    if (encryption.state === 'absent') return fail('the bucket has no encryption configuration');
    return judge(
      encryption.algorithm,
      'sse_algorithm',
      (value) => (value === undefined ? 'the encryption configuration names no algorithm' : undefined),
      'server_side_encryption_configuration',
    );
  },
};
