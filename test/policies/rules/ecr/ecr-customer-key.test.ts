import { rule } from '../../../../policies/rules/ecr/ecr-customer-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecr_repository" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of(`encryption_configuration {
    encryption_type = "KMS"
    kms_key         = "arn:aws:kms:eu-west-1:123456789012:key/k"
  }`),
  },
  fail: {
    'no key': of(`encryption_configuration {
    encryption_type = "KMS"
  }`),
    'the key of AWS': of(`encryption_configuration {
    encryption_type = "KMS"
    kms_key         = "alias/aws/ecr"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.v
  }`)}`,
  },
  silent: {
    'not by KMS': of('name = "i"'),
  },
});
