import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';
import { hasEngine } from './support/engine';

export const rule: Rule = {
  id: 'rds-multi-az',
  severity: 'medium',
  summary: 'An instance has a standby in another availability zone.',
  rationale:
    'When the zone or the host fails, an instance without a standby is gone until somebody restores it.',
  remediation: 'Set `multi_az = true`.',
  references: ['CKV_AWS_157', 'AwsSolutions-RDS3'],
  types: ['aws_db_instance'],
  check: (resource) => (hasEngine(resource, 'aurora*') ? [] : mustBeTrue(resource, 'multi_az')),
};
