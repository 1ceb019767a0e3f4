import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'events-pipe-log',
  severity: 'low',
  summary: 'A pipe logs its errors.',
  rationale: 'Whether filter, enrichment or target failed is only in the log of the pipe.',
  remediation: 'Add `log_configuration` with `level = "ERROR"` and a destination.',
  types: ['aws_pipes_pipe'],
  check: (pipe) =>
    mustBeOneOf(pipe, 'log_configuration[0].level', ['ERROR', 'INFO', 'TRACE'], {
      message: 'the pipe writes no log',
    }),
};
