import { rule } from '../../../../policies/rules/cognito/cognito-deletion-protection';
import { testRule } from '../support';

const pool = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool" "p" {\n name = "p"\n ${body}\n}`;

testRule(rule, {
  pass: { active: pool('deletion_protection = "ACTIVE"') },
  fail: { 'nothing said': pool('') },
  unknown: { 'a variable': pool('deletion_protection = var.v') },
  evasion: { inactive: pool('deletion_protection = "INACTIVE"') },
});
