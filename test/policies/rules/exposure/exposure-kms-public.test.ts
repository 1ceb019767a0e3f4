import { rule } from '../../../../policies/rules/exposure/exposure-kms-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_kms_key" "x" {
    description = "k"
    policy = ${policy}
  }`,
  action: 'kms:Decrypt',
  silent: { 'no policy': 'resource "aws_kms_key" "x" {}' },
});
