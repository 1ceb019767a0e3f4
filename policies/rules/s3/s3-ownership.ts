import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-ownership',
  severity: 'medium',
  summary: 'The access-control lists of a bucket are switched off.',
  rationale:
    'With lists, an object may belong to the account that put it there, and may be public while the ' +
    'bucket is not.',
  remediation: 'Set `object_ownership = "BucketOwnerEnforced"`.',
  references: ['CKV2_AWS_65'],
  types: ['aws_s3_bucket_ownership_controls'],
  check: (resource) => mustBeOneOf(resource, 'rule[0].object_ownership', ['BucketOwnerEnforced']),
};
