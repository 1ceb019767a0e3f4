import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cognito-mfa',
  severity: 'medium',
  summary: 'A user pool asks every user for a second factor.',
  rationale:
    'A password that is known from another site is enough otherwise; an optional second factor few people set up.',
  remediation: 'Set `mfa_configuration = "ON"` and `software_token_mfa_configuration`.',
  references: ['AwsSolutions-COG2'],
  types: ['aws_cognito_user_pool'],
  check: (pool) =>
    mustBeOneOf(pool, 'mfa_configuration', ['ON'], {
      absent: 'OFF',
      message: 'users may log in with a password only',
    }),
};
