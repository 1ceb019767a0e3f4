import { rule } from '../../../../policies/rules/rds/rds-audit-log';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    audit: of(`engine = "aurora-mysql"
  enabled_cloudwatch_logs_exports = ["error", "audit"]`),
  },
  fail: {
    'others only': of(`engine = "aurora-mysql"
  enabled_cloudwatch_logs_exports = ["error"]`),
    nothing: of('engine = "mysql"'),
    'no engine': of('cluster_identifier = "a"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`engine = "mysql"
  enabled_cloudwatch_logs_exports = var.v`)}`,
  },
  evasion: {
    'a name that begins so': of(`engine = "aurora-mysql"
  enabled_cloudwatch_logs_exports = ["auditing"]`),
  },
  silent: {
    'PostgreSQL, which has no such log': of('engine = "aurora-postgresql"'),
  },
});
