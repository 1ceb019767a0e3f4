import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudtrail-log-validation',
  severity: 'medium',
  summary: 'A trail signs its files.',
  rationale: 'Without the digests nobody can tell whether an intruder removed a file or a line.',
  remediation: 'Set `enable_log_file_validation = true`.',
  references: ['CKV_AWS_36', 'AVD-AWS-0016'],
  types: ['aws_cloudtrail'],
  check: (resource) => mustBeTrue(resource, 'enable_log_file_validation'),
};
