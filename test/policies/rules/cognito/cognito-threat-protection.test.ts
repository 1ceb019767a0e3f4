import { rule } from '../../../../policies/rules/cognito/cognito-threat-protection';
import { testRule } from '../support';

const pool = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool" "p" {\n name = "p"\n ${body}\n}`;
const mode = (value: string) => pool(`user_pool_add_ons {\n advanced_security_mode = ${value}\n}`);

testRule(rule, {
  pass: { enforced: mode('"ENFORCED"') },
  fail: { 'nothing said': pool(''), off: mode('"OFF"') },
  unknown: { 'a variable': mode('var.v') },
  evasion: { 'only counted': mode('"AUDIT"') },
});
