import { mustBeOneOf, writtenBlocks } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-object-lock',
  severity: 'low',
  summary: 'The object lock of a bucket, where it is written, is enabled.',
  rationale: 'A lock that is configured and not enabled protects nothing.',
  remediation: 'Set `object_lock_enabled = "Enabled"`.',
  references: ['CKV_AWS_143'],
  types: ['aws_s3_bucket', 'aws_s3_bucket_object_lock_configuration'],
  check: (resource) => {
    if (resource.type !== 'aws_s3_bucket')
      return mustBeOneOf(resource, 'object_lock_enabled', ['Enabled'], { absent: 'Enabled' });
    return writtenBlocks(resource, 'object_lock_configuration').length === 0
      ? []
      : mustBeOneOf(resource, 'object_lock_configuration[0].object_lock_enabled', ['Enabled']);
  },
};
