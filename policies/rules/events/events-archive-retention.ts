import { mustBeAtLeast } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'events-archive-retention',
  severity: 'low',
  summary: 'An archive deletes events after a time.',
  rationale: 'Where nothing is said it keeps them for ever: it grows, and so does the personal data in it.',
  remediation: 'Set `retention_days`.',
  types: ['aws_cloudwatch_event_archive'],
  check: (archive) =>
    mustBeAtLeast(archive, 'retention_days', 1, { absent: 0, message: 'events are kept for ever' }),
};
