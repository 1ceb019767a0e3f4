import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'kms-enabled',
  severity: 'medium',
  summary: 'A key is enabled.',
  rationale: 'What a disabled key has encrypted cannot be read: tables, queues and logs stop.',
  remediation: 'Remove `is_enabled = false`.',
  references: ['CKV_AWS_227'],
  types: ['aws_kms_key', 'aws_kms_external_key'],
  check: (resource) =>
    mustBeTrue(resource, resource.type === 'aws_kms_key' ? 'is_enabled' : 'enabled', { absent: true }),
};
