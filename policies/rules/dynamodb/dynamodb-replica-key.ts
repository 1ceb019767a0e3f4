import { isUnknown } from '../../graph/value';
import { writtenBlocks } from '../attribute';
import { mustHaveCustomerKey } from '../customer-key';
import { unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'dynamodb-replica-key',
  severity: 'low',
  summary: 'A replica of a table is encrypted with a key of its own.',
  rationale: 'The replica holds the same items: what protects the table has to protect its copy.',
  remediation: 'Set `kms_key_arn` on the replica to a key of its region.',
  references: ['CKV_AWS_271'],
  types: ['aws_dynamodb_table_replica', 'aws_dynamodb_table'],
  check: (resource, context) => {
    if (resource.type === 'aws_dynamodb_table_replica')
      return mustHaveCustomerKey(resource, 'kms_key_arn', context);
    return writtenBlocks(resource, 'replica').map((replica, index) => {
      const path = `replica[${index}].kms_key_arn`;
      return isUnknown(replica) ? unknown(path, replica, path) : mustHaveCustomerKey(resource, path, context);
    });
  },
};
