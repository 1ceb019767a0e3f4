import { rule } from '../../../../policies/rules/ecr/ecr-kms';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecr_repository" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    KMS: of(`encryption_configuration {
    encryption_type = "KMS"
  }`),
  },
  fail: {
    nothing: of('name = "i"'),
    'the default': of(`encryption_configuration {
    encryption_type = "AES256"
  }`),
    'an empty block': of(`encryption_configuration {
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`encryption_configuration {
    encryption_type = var.v
  }`)}`,
  },
});
