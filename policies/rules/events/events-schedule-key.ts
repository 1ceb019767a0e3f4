import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'events-schedule-key',
  severity: 'low',
  summary: 'A schedule is encrypted with a key of the account.',
  rationale: 'The input of the target is stored with the schedule, under a key of AWS unless one is named.',
  remediation: 'Set `kms_key_arn`.',
  references: ['CKV_AWS_297'],
  types: ['aws_scheduler_schedule'],
  check: (schedule) =>
    mustBeSet(schedule, 'kms_key_arn', { message: 'the schedule has no key of the account' }),
};
