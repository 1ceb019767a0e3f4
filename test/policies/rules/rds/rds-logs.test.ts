import { rule } from '../../../../policies/rules/rds/rds-logs';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'one log': of('enabled_cloudwatch_logs_exports = ["postgresql"]'),
    'an instance': `resource "aws_db_instance" "r" {
  enabled_cloudwatch_logs_exports = ["error", "general"]
}`,
  },
  fail: {
    nothing: of('engine = "aurora-postgresql"'),
    'an empty list': of('enabled_cloudwatch_logs_exports = []'),
    'an instance': `resource "aws_db_instance" "r" {}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`enabled_cloudwatch_logs_exports = var.v`)}`,
  },
  evasion: {
    'a list of another list that is empty': of('enabled_cloudwatch_logs_exports = compact(["", ""])'),
  },
});
