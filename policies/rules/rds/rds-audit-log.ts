import { isList } from '../../graph/value';
import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';
import { engineOf, hasEngine } from './support/engine';

export const rule: Rule = {
  id: 'rds-audit-log',
  severity: 'low',
  summary: 'A MySQL-compatible cluster exports its audit log.',
  rationale: 'Only the audit log says who connected and what was asked.',
  remediation:
    'Add `"audit"` to `enabled_cloudwatch_logs_exports`, and set `server_audit_logging` in the parameter ' +
    'group.',
  references: ['CKV_AWS_325'],
  types: ['aws_rds_cluster'],
  check: (resource) => {
    if (engineOf(resource) !== undefined && !hasEngine(resource, 'aurora', 'aurora-mysql', 'mysql')) {
      return [];
    }
    return judge(
      written(resource, 'enabled_cloudwatch_logs_exports'),
      'enabled_cloudwatch_logs_exports',
      (value) => (isList(value) && value.includes('audit') ? undefined : 'the audit log is not exported'),
      'enabled_cloudwatch_logs_exports',
    );
  },
};
