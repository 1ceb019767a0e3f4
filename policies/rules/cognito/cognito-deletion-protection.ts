import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cognito-deletion-protection',
  severity: 'medium',
  summary: 'A user pool cannot be deleted by accident.',
  rationale: 'There is no backup: with the pool all users are gone, and their passwords cannot be restored.',
  remediation: 'Set `deletion_protection = "ACTIVE"`.',
  types: ['aws_cognito_user_pool'],
  check: (pool) =>
    mustBeOneOf(pool, 'deletion_protection', ['ACTIVE'], {
      absent: 'INACTIVE',
      message: 'the user pool can be deleted',
    }),
};
