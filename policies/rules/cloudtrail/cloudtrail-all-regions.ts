import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudtrail-all-regions',
  severity: 'medium',
  summary: 'A trail covers all regions.',
  rationale: 'An intruder works in the region in which nobody looks.',
  remediation: 'Set `is_multi_region_trail = true`.',
  references: ['CKV_AWS_67', 'AVD-AWS-0014'],
  types: ['aws_cloudtrail'],
  check: (resource) => mustBeTrue(resource, 'is_multi_region_trail'),
};
