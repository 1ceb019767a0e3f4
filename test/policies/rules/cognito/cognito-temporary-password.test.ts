import { rule } from '../../../../policies/rules/cognito/cognito-temporary-password';
import { testRule } from '../support';

const pool = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool" "p" {\n name = "p"\n password_policy {\n minimum_length = 12\n ${body}\n}\n}`;

testRule(rule, {
  pass: { 'the default': pool(''), 'a day': pool('temporary_password_validity_days = 1') },
  fail: { 'a month': pool('temporary_password_validity_days = 30') },
  unknown: { 'a variable': pool('temporary_password_validity_days = var.v') },
  evasion: { 'a string': pool('temporary_password_validity_days = "365"') },
});
