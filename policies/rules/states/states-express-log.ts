import { isUnknown, toText } from '../../graph/value';
import { mustBeOneOf, written } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'states-express-log',
  severity: 'medium',
  summary: 'An express state machine logs its executions.',
  rationale:
    'Step Functions keeps no history of express executions: what is not in the log is not known at all.',
  remediation: 'Set `logging_configuration { level = "ALL" log_destination = … }`.',
  types: ['aws_sfn_state_machine'],
  check: (machine) => {
    const kind = toText(written(machine, 'type') ?? 'STANDARD');
    if (!isUnknown(kind) && kind !== 'EXPRESS') return [];
    return mustBeOneOf(machine, 'logging_configuration[0].level', ['ALL', 'ERROR', 'FATAL'], {
      absent: 'OFF',
      message: 'nothing is known of the executions afterwards',
    });
  },
};
