import { rule } from '../../../../policies/rules/rds/rds-proxy-tls';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_proxy" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('require_tls = true'),
  },
  fail: {
    nothing: of('name = "p"'),
    off: of('require_tls = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`require_tls = var.v`)}`,
  },
});
