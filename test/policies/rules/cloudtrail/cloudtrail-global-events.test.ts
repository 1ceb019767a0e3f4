import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-global-events';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "t"'),
  },
  fail: {
    off: of('include_global_service_events = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`include_global_service_events = var.v`)}`,
  },
});
