import { rule } from '../../../../policies/rules/ecs/ecs-efs-customer-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_efs_file_system" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of(`encrypted = true
  kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"`),
  },
  fail: {
    nothing: of('encrypted = true'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`kms_key_id = var.v`)}`,
  },
  evasion: {
    'the key of AWS': of('kms_key_id = "alias/aws/elasticfilesystem"'),
  },
});
