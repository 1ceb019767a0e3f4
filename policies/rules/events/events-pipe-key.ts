import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'events-pipe-key',
  severity: 'low',
  summary: 'A pipe is encrypted with a key of the account.',
  rationale:
    'Filters, templates and parameters may hold data; they are encrypted with a key of AWS unless one is named.',
  remediation: 'Set `kms_key_identifier`.',
  types: ['aws_pipes_pipe'],
  check: (pipe) => mustBeSet(pipe, 'kms_key_identifier', { message: 'the pipe has no key of the account' }),
};
