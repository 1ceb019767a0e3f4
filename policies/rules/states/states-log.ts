import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'states-log',
  severity: 'low',
  summary: 'A state machine logs every event of its executions.',
  rationale:
    'The history of a standard machine is deleted after 90 days, and cannot be searched over executions; with `ERROR` ' +
    'alone the way to the error is missing.',
  remediation: 'Set `logging_configuration { level = "ALL" log_destination = … }`.',
  references: ['AwsSolutions-SF1'],
  types: ['aws_sfn_state_machine'],
  check: (machine) => mustBeOneOf(machine, 'logging_configuration[0].level', ['ALL'], { absent: 'OFF' }),
};
