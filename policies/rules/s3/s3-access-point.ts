import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-access-point',
  severity: 'high',
  summary: 'An access point blocks public access.',
  rationale:
    'What the point lets in is not what the bucket lets in: a public point opens a private bucket. The ' +
    'switches cannot be changed later.',
  remediation: 'Remove `public_access_block_configuration`, or set its four switches to true.',
  references: ['CKV_AWS_392'],
  types: ['aws_s3_access_point'],
  check: (resource) =>
    ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].map(
      (name) => mustBeTrue(resource, `public_access_block_configuration[0].${name}`, { absent: true }),
    ),
};
