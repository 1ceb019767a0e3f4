import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-proxy-debug-logging',
  severity: 'medium',
  summary: 'A database proxy does not log the text of statements.',
  rationale:
    'Debug logging writes the SQL, with the values in it, to CloudWatch, where other people may read than ' +
    'may read the database. AWS means it for a search for a fault.',
  remediation: 'Remove `debug_logging = true`.',
  types: ['aws_db_proxy'],
  check: (resource) =>
    mustBeFalse(resource, 'debug_logging', { message: 'the text of every statement is logged' }),
};
