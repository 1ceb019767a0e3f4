import { isUnknown, toBoolean } from '../../graph/value';
import { eachBlock } from '../each-block';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cognito-server-token-check',
  severity: 'low',
  summary: 'An identity pool asks the user pool whether a token still holds.',
  rationale:
    'Without the question a user who was signed out or deleted gets credentials until the token expires.',
  remediation: 'Set `server_side_token_check = true`.',
  types: ['aws_cognito_identity_pool'],
  check: (pool) =>
    eachBlock(pool, 'cognito_identity_providers', (provider, path) => {
      const checked = toBoolean(provider['server_side_token_check'] ?? false);
      if (isUnknown(checked)) return unknown('server_side_token_check', checked, path);
      return checked === true ? pass() : fail('tokens of signed-out users are accepted', path);
    }),
};
