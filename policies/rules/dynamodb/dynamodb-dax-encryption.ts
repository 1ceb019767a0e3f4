import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'dynamodb-dax-encryption',
  severity: 'high',
  summary: 'A DAX cluster encrypts what it caches.',
  rationale:
    'The cache holds the items of the tables on its disks, whatever protects the tables. It cannot be ' +
    'switched on later.',
  remediation: 'Set `server_side_encryption { enabled = true }`.',
  references: ['CKV_AWS_47', 'AVD-AWS-0023', 'AwsSolutions-DDB4', 'AwsSolutions-DAX3'],
  types: ['aws_dax_cluster'],
  check: (resource) => mustBeTrue(resource, 'server_side_encryption[0].enabled'),
};
