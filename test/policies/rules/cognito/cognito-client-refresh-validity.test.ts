import { rule } from '../../../../policies/rules/cognito/cognito-client-refresh-validity';
import { testRule } from '../support';

const client = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool_client" "c" {\n name = "c"\n ${body}\n}`;

testRule(rule, {
  pass: {
    'the default': client(''),
    'a day': client('refresh_token_validity = 1'),
    'an hour': client('refresh_token_validity = 60\n token_validity_units {\n refresh_token = "minutes"\n}'),
  },
  fail: { 'ten years': client('refresh_token_validity = 3650') },
  unknown: { 'a variable': client('refresh_token_validity = var.v') },
  evasion: {
    'in hours': client('refresh_token_validity = 8760\n token_validity_units {\n refresh_token = "hours"\n}'),
  },
});
