import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudfront-default-root',
  severity: 'low',
  summary: 'A distribution says what `/` is.',
  rationale:
    'Otherwise `/` is asked of the origin, which may answer with the list of everything that it has.',
  remediation: 'Set `default_root_object = "index.html"`.',
  references: ['CKV_AWS_305'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution) =>
    mustBeSet(distribution, 'default_root_object', { message: 'no default root object is set' }),
};
