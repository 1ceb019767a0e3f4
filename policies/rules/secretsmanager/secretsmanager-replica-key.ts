import { isUnknown } from '../../graph/value';
import { writtenBlocks } from '../attribute';
import { mustHaveCustomerKey } from '../customer-key';
import { unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'secretsmanager-replica-key',
  severity: 'low',
  summary: 'A replica of a secret is encrypted with a key of its own.',
  rationale: 'A replica without a key is under the key of AWS in its region, whatever protects the original.',
  remediation: 'Set `kms_key_id` in each `replica`.',
  types: ['aws_secretsmanager_secret'],
  check: (resource, context) =>
    writtenBlocks(resource, 'replica').map((replica, index) => {
      const path = `replica[${index}].kms_key_id`;
      return isUnknown(replica) ? unknown(path, replica, path) : mustHaveCustomerKey(resource, path, context);
    }),
};
