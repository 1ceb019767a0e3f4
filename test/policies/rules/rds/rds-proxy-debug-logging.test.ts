import { rule } from '../../../../policies/rules/rds/rds-proxy-debug-logging';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_proxy" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'not written': of('name = "p"'),
    off: of('debug_logging = false'),
  },
  fail: {
    on: of('debug_logging = true'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`debug_logging = var.v`)}`,
  },
});
