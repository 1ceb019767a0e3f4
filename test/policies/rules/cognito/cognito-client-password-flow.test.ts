import { rule } from '../../../../policies/rules/cognito/cognito-client-password-flow';
import { testRule } from '../support';

const client = (flows: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool_client" "c" {\n name = "c"\n explicit_auth_flows = ${flows}\n}`;

testRule(rule, {
  pass: { SRP: client('["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]') },
  fail: { 'the password': client('["ALLOW_USER_PASSWORD_AUTH"]') },
  unknown: { 'a variable': client('var.v') },
  evasion: { 'the old name': client('["ALLOW_USER_SRP_AUTH", "ADMIN_NO_SRP_AUTH"]') },
  silent: { none: 'resource "aws_cognito_user_pool_client" "c" {\n name = "c"\n}' },
});
