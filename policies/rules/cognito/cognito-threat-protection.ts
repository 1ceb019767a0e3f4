import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cognito-threat-protection',
  severity: 'low',
  summary: 'A user pool stops logins that look like an attack.',
  rationale:
    'Without threat protection known stolen passwords, and logins from nowhere, are let in. It needs the Plus tier.',
  remediation:
    'Set `user_pool_tier = "PLUS"` and `user_pool_add_ons { advanced_security_mode = "ENFORCED" }`.',
  references: ['AwsSolutions-COG3', 'AwsSolutions-COG8'],
  types: ['aws_cognito_user_pool'],
  check: (pool) =>
    mustBeOneOf(pool, 'user_pool_add_ons[0].advanced_security_mode', ['ENFORCED'], {
      absent: 'OFF',
      message: 'logins are not examined, or only counted',
    }),
};
