import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudtrail-logging',
  severity: 'high',
  summary: 'A trail is switched on.',
  rationale: 'A trail that is stopped records nothing, and looks on every list like one that does.',
  remediation: 'Remove `enable_logging = false`.',
  references: ['CKV_AWS_251'],
  types: ['aws_cloudtrail'],
  check: (resource) => mustBeTrue(resource, 'enable_logging', { absent: true }),
};
