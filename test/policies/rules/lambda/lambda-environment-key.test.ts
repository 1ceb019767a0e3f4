import { rule } from '../../../../policies/rules/lambda/lambda-environment-key';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const variables = 'environment {\n variables = { A = "b" }\n}';

testRule(rule, {
  pass: {
    'a key': lambda(`${variables}\n kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/k"`),
    'a key that is made here': `resource "aws_kms_key" "k" {}\n${lambda(`${variables}\n kms_key_arn = aws_kms_key.k.arn`)}`,
  },
  fail: {
    'no key': lambda(variables),
    'a key and no variables': lambda('kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/k"'),
  },
  evasion: { 'an empty key': lambda(`${variables}\n kms_key_arn = ""`) },
  unknown: { 'a variable': `variable "k" {}\n${lambda(`${variables}\n kms_key_arn = var.k`)}` },
  silent: { neither: lambda(), 'no variables': lambda('environment {\n variables = {}\n}') },
});
