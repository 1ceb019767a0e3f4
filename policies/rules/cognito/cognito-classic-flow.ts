import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cognito-classic-flow',
  severity: 'medium',
  summary: 'An identity pool offers the enhanced flow only.',
  rationale:
    'In the classic flow the client chooses the role and asks STS itself: the scope-down policy that limits guests ' +
    'does not hold there.',
  remediation: 'Remove `allow_classic_flow`.',
  types: ['aws_cognito_identity_pool'],
  check: (pool) =>
    mustBeFalse(pool, 'allow_classic_flow', { message: 'clients may choose the role themselves' }),
};
