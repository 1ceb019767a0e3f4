import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'events-schedule-dead-letter',
  severity: 'low',
  summary: 'A schedule keeps the calls that failed.',
  rationale: 'A nightly job that was not started is noticed when somebody misses its result.',
  remediation: 'Add `dead_letter_config { arn = … }` to `target`.',
  types: ['aws_scheduler_schedule'],
  check: (schedule) =>
    mustBeSet(schedule, 'target[0].dead_letter_config[0].arn', { message: 'calls that fail are lost' }),
};
