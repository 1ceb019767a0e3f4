import { shown } from '../attribute';
import { judge, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { encryptionOf } from './support/encryption';

export const rule: Rule = {
  id: 's3-encryption',
  severity: 'high',
  summary: 'The encryption of a bucket, where it is written, is one that S3 has.',
  rationale:
    'S3 refuses another algorithm, or the module that was meant to encrypt falls back to what nobody ' +
    'chose.',
  remediation: 'Set `sse_algorithm` to `aws:kms`, `aws:kms:dsse` or `AES256`.',
  references: ['CKV_AWS_19'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    const encryption = encryptionOf(context, resource);
    if (encryption.state === 'absent') return pass();
    if (encryption.state === 'open') return unknown('the encryption', encryption.why);
    return judge(
      encryption.algorithm,
      'sse_algorithm',
      (value) => (ALGORITHMS.includes(String(value)) ? undefined : `sse_algorithm is ${shown(value)}`),
      'server_side_encryption_configuration',
    );
  },
};

const ALGORITHMS: readonly string[] = ['AES256', 'aws:kms', 'aws:kms:dsse', 'aws:fsx'];
