import { rule } from '../../../../policies/rules/kms/kms-rotation';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_kms_key" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('enable_key_rotation = true'),
    'said to be symmetric': of(`customer_master_key_spec = "SYMMETRIC_DEFAULT"
  enable_key_rotation = true`),
  },
  fail: {
    nothing: of('description = "k"'),
    off: of('enable_key_rotation = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`enable_key_rotation = var.v`)}`,
    'of which kind': `variable "v" {}\n${of(`customer_master_key_spec = var.v`)}`,
  },
  evasion: {
    'another period, and off': of(`rotation_period_in_days = 180
  enable_key_rotation = "false"`),
  },
  silent: {
    'an asymmetric key': of(`customer_master_key_spec = "RSA_2048"
  key_usage = "SIGN_VERIFY"`),
    HMAC: of(`customer_master_key_spec = "HMAC_256"
  key_usage = "GENERATE_VERIFY_MAC"`),
    'a custom store': of('custom_key_store_id = "cks-1"'),
  },
});
