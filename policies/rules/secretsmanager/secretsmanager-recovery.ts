import { mustBeAtLeast } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'secretsmanager-recovery',
  severity: 'low',
  summary: 'A deleted secret can be brought back.',
  rationale: 'With a recovery window of 0 the secret, and what only it opens, is gone with the call.',
  remediation: 'Remove `recovery_window_in_days = 0`: the default is 30 days.',
  types: ['aws_secretsmanager_secret'],
  check: (resource) => mustBeAtLeast(resource, 'recovery_window_in_days', 7, { absent: 30 }),
};
