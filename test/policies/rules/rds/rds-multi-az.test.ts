import { rule } from '../../../../policies/rules/rds/rds-multi-az';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_instance" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('multi_az = true'),
  },
  fail: {
    nothing: of('engine = "mysql"'),
    off: of('multi_az = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`multi_az = var.v`)}`,
  },
  silent: {
    'Aurora, whose cluster has several instances': of('engine = "aurora-mysql"'),
  },
});
