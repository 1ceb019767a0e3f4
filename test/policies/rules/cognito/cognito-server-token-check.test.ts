import { rule } from '../../../../policies/rules/cognito/cognito-server-token-check';
import { testRule } from '../support';

const pool = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_identity_pool" "p" {\n cognito_identity_providers {\n client_id = "c"\n ${body}\n}\n}`;

testRule(rule, {
  pass: { asked: pool('server_side_token_check = true') },
  fail: { 'nothing said': pool('') },
  unknown: { 'a variable': pool('server_side_token_check = var.v') },
  evasion: { 'a string': pool('server_side_token_check = "false"') },
  silent: { 'no provider': 'resource "aws_cognito_identity_pool" "p" {\n identity_pool_name = "p"\n}' },
});
