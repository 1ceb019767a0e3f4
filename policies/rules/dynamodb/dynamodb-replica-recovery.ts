import { isUnknown } from '../../graph/value';
import { mustBeTrue, writtenBlocks } from '../attribute';
import { unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'dynamodb-replica-recovery',
  severity: 'medium',
  summary: 'A replica of a table can be restored to any second of the last days.',
  rationale: 'Point-in-time recovery of the table does not cover its replicas: each region has its own.',
  remediation: 'Set `point_in_time_recovery = true` on each replica.',
  references: ['CKV_AWS_165'],
  types: ['aws_dynamodb_table', 'aws_dynamodb_table_replica'],
  check: (resource) => {
    if (resource.type === 'aws_dynamodb_table_replica') return mustBeTrue(resource, 'point_in_time_recovery');
    return writtenBlocks(resource, 'replica').map((replica, index) => {
      const path = `replica[${index}].point_in_time_recovery`;
      return isUnknown(replica) ? unknown(path, replica, path) : mustBeTrue(resource, path);
    });
  },
};
