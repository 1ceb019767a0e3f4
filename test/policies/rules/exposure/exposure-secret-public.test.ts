import { rule } from '../../../../policies/rules/exposure/exposure-secret-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_secretsmanager_secret_policy" "x" {
    secret_arn = "s"
    policy = ${policy}
  }`,
  action: 'secretsmanager:GetSecretValue',
  silent: { 'no policy': 'resource "aws_secretsmanager_secret" "x" {}' },
});
