import { rule } from '../../../../policies/rules/cognito/cognito-mfa';
import { testRule } from '../support';

const pool = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool" "p" {\n name = "p"\n ${body}\n}`;

testRule(rule, {
  pass: { on: pool('mfa_configuration = "ON"') },
  fail: { 'nothing said': pool(''), off: pool('mfa_configuration = "OFF"') },
  unknown: { 'a variable': pool('mfa_configuration = var.v') },
  evasion: {
    optional: pool('mfa_configuration = "OPTIONAL"\n software_token_mfa_configuration {\n enabled = true\n}'),
  },
});
