import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'states-log-data',
  severity: 'low',
  summary: 'The log of a state machine has the input and output of each state.',
  rationale:
    'Without the data the log tells which state failed, not on what. Where the data may not be kept, this is waived, ' +
    'with that reason.',
  remediation: 'Set `include_execution_data = true` in `logging_configuration`.',
  references: ['CKV_AWS_285'],
  types: ['aws_sfn_state_machine'],
  check: (machine) =>
    mustBeTrue(machine, 'logging_configuration[0].include_execution_data', {
      message: 'the log has no input and output',
    }),
};
