import { judgeCustomerKey } from '../customer-key';
import { unknown } from '../outcome';
import type { Rule } from '../rule';
import { isLogBucket } from './support/bucket-parts';
import { encryptionOf } from './support/encryption';

export const rule: Rule = {
  id: 's3-customer-key',
  severity: 'medium',
  summary: 'A bucket encrypts with a key of its own.',
  rationale:
    'Under the key of AWS every principal of the account that may read the bucket may decrypt it: the ' +
    'bucket policy is the only lock.',
  remediation: 'Set `kms_master_key_id` to a key that the configuration manages.',
  references: ['AVD-AWS-0132'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    if (isLogBucket(context, resource)) return [];
    const encryption = encryptionOf(context, resource);
    if (encryption.state === 'open') return unknown('the encryption', encryption.why);
    const key = encryption.state === 'set' ? encryption.key : undefined;
    return judgeCustomerKey(key, 'kms_master_key_id', context, 'server_side_encryption_configuration');
  },
};
