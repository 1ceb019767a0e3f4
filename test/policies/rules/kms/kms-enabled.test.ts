import { rule } from '../../../../policies/rules/kms/kms-enabled';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_kms_key" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('description = "k"'),
    on: of('is_enabled = true'),
  },
  fail: {
    off: of('is_enabled = false'),
    'a key of others': `resource "aws_kms_external_key" "r" {
  enabled = false
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`is_enabled = var.v`)}`,
  },
});
