import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'states-key',
  severity: 'low',
  summary: 'A state machine or activity is encrypted with a key of the account.',
  rationale:
    'The input and output of each state are kept for 90 days, under a key of AWS unless one is named: nobody can see ' +
    'who used it, nor take it away.',
  remediation: 'Set `encryption_configuration { type = "CUSTOMER_MANAGED_KMS_KEY" kms_key_id = … }`.',
  types: ['aws_sfn_state_machine', 'aws_sfn_activity'],
  check: (machine) =>
    mustBeOneOf(machine, 'encryption_configuration[0].type', ['CUSTOMER_MANAGED_KMS_KEY'], {
      absent: 'AWS_OWNED_KEY',
      message: 'there is no key of the account',
    }),
};
