import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'events-target-dead-letter',
  severity: 'low',
  summary: 'A target keeps the events that could not be delivered.',
  rationale:
    'When the attempts are used up (after 24 hours), or at once when the target may not be called, the event is ' +
    'dropped, and nothing tells which it was.',
  remediation: 'Add `dead_letter_config { arn = … }`.',
  references: ['Serverless-EventBusDLQ'],
  types: ['aws_cloudwatch_event_target'],
  check: (target) =>
    mustBeSet(target, 'dead_letter_config[0].arn', { message: 'events that cannot be delivered are lost' }),
};
