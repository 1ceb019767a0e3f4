import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-data-store-protection';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail_event_data_store" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "t"'),
  },
  fail: {
    off: of('termination_protection_enabled = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`termination_protection_enabled = var.v`)}`,
  },
});
