import { written } from '../attribute';
import { companionsOf } from '../companions';
import { needsCompanion } from '../needs-companion';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'events-bus-archive',
  severity: 'low',
  summary: 'The events of a bus are kept, so that they can be replayed.',
  rationale: 'Events that a faulty consumer swallowed can only be sent again if an archive has them.',
  remediation: 'Add `aws_cloudwatch_event_archive` with `event_source_arn` of the bus and `retention_days`.',
  types: ['aws_cloudwatch_event_bus'],
  check: (bus, context) => {
    // The default bus carries the events of AWS: nobody replays those.
    if (written(bus, 'name') === 'default') return [];
    return needsCompanion(
      companionsOf(context, bus, 'aws_cloudwatch_event_archive', 'event_source_arn', ['arn']),
      'no archive keeps the events of the bus',
    );
  },
};
