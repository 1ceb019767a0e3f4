import { rule } from '../../../../policies/rules/dynamodb/dynamodb-customer-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_dynamodb_table" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of(`server_side_encryption {
    enabled     = true
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/k"
  }`),
    'a key of the configuration': `resource "aws_kms_key" "k" {}
resource "aws_dynamodb_table" "r" {
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.k.arn
  }
}`,
  },
  fail: {
    nothing: of('name = "t"'),
    'on without a key': of(`server_side_encryption {
    enabled = true
  }`),
    'off with a key': of(`server_side_encryption {
    enabled     = false
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/k"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`server_side_encryption {
    enabled     = true
    kms_key_arn = var.v
  }`)}`,
  },
  evasion: {
    'the key of AWS': of(`server_side_encryption {
    enabled     = true
    kms_key_arn = "alias/aws/dynamodb"
  }`),
  },
});
