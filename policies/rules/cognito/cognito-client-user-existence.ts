import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cognito-client-user-existence',
  severity: 'low',
  summary: 'A failed login does not tell whether the user exists.',
  rationale:
    'With the answers of old (`LEGACY`) somebody can try names until he knows who the customers are.',
  remediation: 'Set `prevent_user_existence_errors = "ENABLED"`.',
  types: ['aws_cognito_user_pool_client'],
  check: (client) =>
    mustBeOneOf(client, 'prevent_user_existence_errors', ['ENABLED'], {
      absent: 'LEGACY',
      message: 'the answer tells whether a user exists',
    }),
};
