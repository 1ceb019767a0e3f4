import { rule } from '../../../../policies/rules/kms/kms-policy-lockout';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_kms_key" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('description = "k"'),
  },
  fail: {
    bypassed: of('bypass_policy_lockout_safety_check = true'),
    'for the policy alone': `resource "aws_kms_key_policy" "r" {
  key_id = "k"
  policy = "{}"
  bypass_policy_lockout_safety_check = true
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`bypass_policy_lockout_safety_check = var.v`)}`,
  },
});
