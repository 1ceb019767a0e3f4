import { rule } from '../../../../policies/rules/cognito/cognito-password-policy';
import { testRule } from '../support';

const pool = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool" "p" {\n name = "p"\n ${body}\n}`;
const policy = (
  length: string,
  rest = 'require_uppercase = true\n require_numbers = true\n require_symbols = true',
) => pool(`password_policy {\n minimum_length = ${length}\n ${rest}\n}`);

testRule(rule, {
  pass: { 'twelve characters': policy('12'), "AWS's default": pool('') },
  fail: {
    'six characters': policy('6'),
    'no symbols': policy('8', 'require_uppercase = true\n require_numbers = true'),
  },
  unknown: { 'a variable': policy('var.v') },
  evasion: {
    'a block with nothing in it': pool('password_policy {}'),
    strings: policy('"7"'),
    'an unknown length without digits': policy('var.v', 'require_uppercase = true\n require_symbols = true'),
  },
});
