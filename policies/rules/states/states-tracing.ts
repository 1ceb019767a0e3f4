import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'states-tracing',
  severity: 'low',
  summary: 'A state machine records traces in X-Ray.',
  rationale:
    'The trace of a request ends at the machine otherwise, and begins anew in each of its functions.',
  remediation: 'Set `tracing_configuration { enabled = true }`.',
  references: ['CKV_AWS_284', 'AwsSolutions-SF2'],
  types: ['aws_sfn_state_machine'],
  check: (machine) =>
    mustBeTrue(machine, 'tracing_configuration[0].enabled', {
      message: 'the state machine records no traces',
    }),
};
