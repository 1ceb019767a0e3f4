import { rule } from '../../../../policies/rules/exposure/exposure-negated-scope';
import { testRule } from '../support';
import { policyOf } from './public-table';

const secret = (statement: string) => `resource "aws_secretsmanager_secret" "s" {
  policy = ${policyOf(`Principal = { AWS = "123456789012" }, ${statement}`)}
}`;

testRule(rule, {
  pass: {
    'what is named': secret('Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*"'),
    'a Deny': secret('Effect = "Deny", NotAction = "secretsmanager:GetSecretValue", Resource = "*"'),
  },
  fail: {
    'all actions but one': secret(
      'Effect = "Allow", NotAction = "secretsmanager:DeleteSecret", Resource = "*"',
    ),
    'all resources but one': secret('Effect = "Allow", Action = "*", NotResource = "arn:aws:s3:::b"'),
  },
  silent: { 'no policy': 'resource "aws_secretsmanager_secret" "s" {}' },
});
