import { rule } from '../../../../policies/rules/cognito/cognito-guest-access';
import { testRule } from '../support';

const pool = (body: string) =>
  `variable "v" {}\nresource "aws_cognito_identity_pool" "p" {\n identity_pool_name = "p"\n ${body}\n}`;

testRule(rule, {
  pass: { none: pool('allow_unauthenticated_identities = false'), 'the default': pool('') },
  fail: { guests: pool('allow_unauthenticated_identities = true') },
  unknown: { 'a variable': pool('allow_unauthenticated_identities = var.v') },
  evasion: { 'a string': pool('allow_unauthenticated_identities = "true"') },
});
