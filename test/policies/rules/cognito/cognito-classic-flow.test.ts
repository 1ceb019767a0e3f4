import { rule } from '../../../../policies/rules/cognito/cognito-classic-flow';
import { testRule } from '../support';

const pool = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_identity_pool" "p" {\n identity_pool_name = "p"\n ${body}\n}`;

testRule(rule, {
  pass: { 'the default': pool(''), off: pool('allow_classic_flow = false') },
  fail: { on: pool('allow_classic_flow = true') },
  unknown: { 'a variable': pool('allow_classic_flow = var.v') },
  evasion: { 'a string': pool('allow_classic_flow = "true"') },
});
