import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'dynamodb-recovery',
  severity: 'medium',
  summary: 'A table can be restored to any second of the last days.',
  rationale:
    'A release that overwrites items is noticed hours later; without point-in-time recovery there is ' +
    'nothing to compare with.',
  remediation: 'Set `point_in_time_recovery { enabled = true }`.',
  references: ['CKV_AWS_28', 'AVD-AWS-0024', 'AwsSolutions-DDB3'],
  types: ['aws_dynamodb_table'],
  check: (resource) => mustBeTrue(resource, 'point_in_time_recovery[0].enabled'),
};
