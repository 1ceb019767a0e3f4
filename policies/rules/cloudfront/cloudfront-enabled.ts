import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudfront-enabled',
  severity: 'low',
  summary: 'A distribution is switched on.',
  rationale: 'One that is off answers nobody, and is forgotten together with the names that point to it.',
  remediation: 'Set `enabled = true`, or remove the distribution.',
  references: ['CKV_AWS_216'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution) =>
    mustBeTrue(distribution, 'enabled', { message: 'the distribution is switched off' }),
};
