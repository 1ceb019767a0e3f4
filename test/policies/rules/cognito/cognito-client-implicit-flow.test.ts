import { rule } from '../../../../policies/rules/cognito/cognito-client-implicit-flow';
import { testRule } from '../support';

const client = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool_client" "c" {\n name = "c"\n ${body}\n}`;

testRule(rule, {
  pass: { code: client('allowed_oauth_flows = ["code"]') },
  fail: { implicit: client('allowed_oauth_flows = ["implicit"]') },
  unknown: { 'a variable': client('allowed_oauth_flows = var.v') },
  evasion: {
    'among others': client('allowed_oauth_flows = ["code", "implicit"]'),
    'beside an unknown one': client('allowed_oauth_flows = [var.v, "implicit"]'),
  },
  silent: { 'no OAuth': client('') },
});
