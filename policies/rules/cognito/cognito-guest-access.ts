import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cognito-guest-access',
  severity: 'high',
  summary: 'An identity pool gives no credentials to guests.',
  rationale:
    'Whoever has the id of the pool, which stands in the page, gets credentials of AWS without a login.',
  remediation: 'Set `allow_unauthenticated_identities = false`.',
  references: ['CKV_AWS_366', 'AwsSolutions-COG7'],
  types: ['aws_cognito_identity_pool'],
  check: (pool) =>
    mustBeFalse(pool, 'allow_unauthenticated_identities', { message: 'guests get credentials of AWS' }),
};
