import { isUnknown, toBoolean } from '../../graph/value';
import { written } from '../attribute';
import { mustHaveCustomerKey } from '../customer-key';
import { pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-performance-insights-key',
  severity: 'low',
  summary: 'What Performance Insights records is encrypted with a key of its own.',
  rationale:
    'The records contain the text of statements. Under the key of AWS, everybody who may use the service ' +
    'in the account can read them.',
  remediation: 'Set `performance_insights_kms_key_id`.',
  references: ['CKV_AWS_354', 'AVD-AWS-0078'],
  types: ['aws_db_instance', 'aws_rds_cluster_instance'],
  check: (resource, context) => {
    const enabled = toBoolean(written(resource, 'performance_insights_enabled'));
    if (isUnknown(enabled))
      return unknown('performance_insights_enabled', enabled, 'performance_insights_enabled');
    return enabled === true
      ? mustHaveCustomerKey(resource, 'performance_insights_kms_key_id', context)
      : pass();
  },
};
