import { rule } from '../../../../policies/rules/cognito/cognito-client-token-revocation';
import { testRule } from '../support';

const client = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool_client" "c" {\n name = "c"\n ${body}\n}`;

testRule(rule, {
  pass: { 'the default': client(''), on: client('enable_token_revocation = true') },
  fail: { off: client('enable_token_revocation = false') },
  unknown: { 'a variable': client('enable_token_revocation = var.v') },
  evasion: { 'a string': client('enable_token_revocation = "false"') },
});
