import { rule } from '../../../../policies/rules/exposure/exposure-not-principal';
import { testRule } from '../support';
import { policyOf } from './public-table';

const secret = (effect: string, who: string) => `resource "aws_secretsmanager_secret" "s" {
  policy = ${policyOf(`Effect = "${effect}", ${who} = { AWS = "123456789012" }, Action = "*", Resource = "*"`)}
}`;

testRule(rule, {
  pass: { 'those who are named': secret('Allow', 'Principal'), 'a Deny': secret('Deny', 'NotPrincipal') },
  fail: { 'all but one': secret('Allow', 'NotPrincipal') },
  silent: { 'no policy': 'resource "aws_secretsmanager_secret" "s" {}' },
});
