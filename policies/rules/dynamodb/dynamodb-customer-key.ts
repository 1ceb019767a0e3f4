import { mustBeTrue } from '../attribute';
import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'dynamodb-customer-key',
  severity: 'low',
  summary: 'A table is encrypted with a key of its own.',
  rationale:
    'Under the key that AWS owns, every principal that may read the table may decrypt it, and no use of ' +
    'the key is logged.',
  remediation: 'Set `server_side_encryption { enabled = true, kms_key_arn = … }`.',
  references: ['CKV_AWS_119', 'AVD-AWS-0025'],
  types: ['aws_dynamodb_table'],
  check: (resource, context) => {
    const enabled = mustBeTrue(resource, 'server_side_encryption[0].enabled', {
      message: 'the table is under the key that AWS owns',
    });
    return enabled.status === 'pass'
      ? mustHaveCustomerKey(resource, 'server_side_encryption[0].kms_key_arn', context)
      : enabled;
  },
};
