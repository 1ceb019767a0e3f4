import { rule } from '../../../../policies/rules/rds/rds-serverless-mysql-logs';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    all: of(`engine = "aurora-mysql"
  engine_mode = "serverless"
  enabled_cloudwatch_logs_exports = ["general", "audit", "error", "slowquery"]`),
  },
  fail: {
    nothing: of(`engine = "aurora-mysql"
  engine_mode = "serverless"`),
    'one is missing': of(`engine = "aurora"
  engine_mode = "serverless"
  enabled_cloudwatch_logs_exports = ["audit", "error", "general"]`),
  },
  silent: {
    provisioned: of('engine = "aurora-mysql"'),
    PostgreSQL: of(`engine = "aurora-postgresql"
  engine_mode = "serverless"`),
  },
});
