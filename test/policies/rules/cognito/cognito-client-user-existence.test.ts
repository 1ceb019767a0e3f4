import { rule } from '../../../../policies/rules/cognito/cognito-client-user-existence';
import { testRule } from '../support';

const client = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool_client" "c" {\n name = "c"\n ${body}\n}`;

testRule(rule, {
  pass: { prevented: client('prevent_user_existence_errors = "ENABLED"') },
  fail: { 'nothing said': client('') },
  unknown: { 'a variable': client('prevent_user_existence_errors = var.v') },
  evasion: { 'as it was': client('prevent_user_existence_errors = "LEGACY"') },
});
