import { rule } from '../../../../policies/rules/rds/rds-backtrack';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a day': of(`engine = "aurora-mysql"
  backtrack_window = 86400`),
  },
  fail: {
    nothing: of('engine = "aurora"'),
    zero: of(`engine = "aurora-mysql"
  backtrack_window = 0`),
    'no engine': of('cluster_identifier = "a"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`engine = "aurora"
  backtrack_window = var.v`)}`,
  },
  silent: {
    'PostgreSQL, which cannot': of('engine = "aurora-postgresql"'),
  },
});
