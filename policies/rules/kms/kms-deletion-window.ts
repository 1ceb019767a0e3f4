import { mustBeAtLeast } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'kms-deletion-window',
  severity: 'low',
  summary: 'Two weeks pass before a deleted key is gone.',
  rationale:
    'What the key has encrypted is lost with it. Seven days, the least that AWS accepts, are over before ' +
    'a monthly job or a person on leave would have missed it.',
  remediation: 'Set `deletion_window_in_days` to 14 or more; the default is 30.',
  types: ['aws_kms_key', 'aws_kms_external_key', 'aws_kms_replica_key'],
  check: (resource) => mustBeAtLeast(resource, 'deletion_window_in_days', 14, { absent: 30 }),
};
