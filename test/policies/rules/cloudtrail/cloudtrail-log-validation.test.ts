import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-log-validation';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('enable_log_file_validation = true'),
  },
  fail: {
    nothing: of('name = "t"'),
    off: of('enable_log_file_validation = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`enable_log_file_validation = var.v`)}`,
  },
});
