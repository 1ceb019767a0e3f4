import { toText } from '../../graph/value';
import { shown } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';
import { parameterOf } from './support/parameter-group';

export const rule: Rule = {
  id: 'rds-document-audit',
  severity: 'medium',
  summary: 'A DocumentDB parameter group switches auditing on.',
  rationale:
    'The cluster exports an audit log only when the parameter has it written; the default is `disabled`.',
  remediation: 'Add `parameter { name = "audit_logs", value = "enabled" }`.',
  references: ['CKV_AWS_104'],
  types: ['aws_docdb_cluster_parameter_group'],
  check: (resource) =>
    judge(
      parameterOf(resource, 'audit_logs'),
      'audit_logs',
      (value) =>
        /^(all|enabled)$|\b(ddl|dml_read|dml_write)\b/.test(String(toText(value) ?? ''))
          ? undefined
          : `the parameter audit_logs is ${shown(value)}`,
      'parameter',
    ),
};
