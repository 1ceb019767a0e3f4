import { rule } from '../../../../policies/rules/secretsmanager/secretsmanager-replica-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_secretsmanager_secret" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of(`replica {
    region     = "eu-west-2"
    kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"
  }`),
  },
  fail: {
    nothing: of(`replica {
    region = "eu-west-2"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`replica {
    region     = "eu-west-2"
    kms_key_id = var.v
  }`)}`,
  },
  evasion: {
    'the second of two': of(`replica {
    region     = "eu-west-2"
    kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"
  }
  replica {
    region = "eu-west-3"
  }`),
  },
});
