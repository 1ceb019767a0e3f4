import { toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'events-pipe-log-data',
  severity: 'medium',
  summary: 'A pipe does not write whole events to its log.',
  rationale:
    'With the execution data each event, with the personal data in it, stands in the log in clear text.',
  remediation: 'Remove `include_execution_data`.',
  types: ['aws_pipes_pipe'],
  check: (pipe): Outcome | readonly Outcome[] => {
    const data = written(pipe, 'log_configuration[0].include_execution_data');
    if (written(pipe, 'log_configuration') === undefined) return [];
    const values = Array.isArray(data) ? data : [];
    return values.some((value) => toText(value) === 'ALL')
      ? fail('events are logged whole', 'log_configuration')
      : pass();
  },
};
