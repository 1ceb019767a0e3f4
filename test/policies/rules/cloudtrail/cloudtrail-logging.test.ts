import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-logging';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "t"'),
    on: of('enable_logging = true'),
  },
  fail: {
    off: of('enable_logging = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`enable_logging = var.v`)}`,
  },
});
