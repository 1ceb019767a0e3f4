import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cognito-client-token-revocation',
  severity: 'medium',
  summary: 'Tokens that a client has got can be revoked.',
  rationale:
    'Otherwise a stolen refresh token is good for weeks, and signing out does not end it. AWS has it on by default.',
  remediation: 'Remove `enable_token_revocation = false`.',
  types: ['aws_cognito_user_pool_client'],
  check: (client) =>
    mustBeTrue(client, 'enable_token_revocation', { absent: true, message: 'tokens cannot be revoked' }),
};
