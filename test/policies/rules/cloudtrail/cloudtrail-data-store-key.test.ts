import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-data-store-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail_event_data_store" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of('kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"'),
  },
  fail: {
    nothing: of('name = "t"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`kms_key_id = var.v`)}`,
  },
});
