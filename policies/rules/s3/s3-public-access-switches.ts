import type { Rule } from '../rule';
import { partsOf } from './support/bucket-parts';
import { mustBlock } from './support/public-access';

export const rule: Rule = {
  id: 's3-public-access-switches',
  severity: 'high',
  summary: 'The public-access block of a bucket refuses public lists and public policies.',
  rationale: 'A block with its switches off looks like one on every list, and blocks nothing.',
  remediation: 'Set `block_public_acls = true` and `block_public_policy = true`.',
  references: ['CKV2_AWS_6'],
  types: ['aws_s3_bucket'],
  check: (resource, context) =>
    partsOf(context, resource, 'aws_s3_bucket_public_access_block').sure.length === 0
      ? []
      : mustBlock(context, resource, ['block_public_acls', 'block_public_policy']),
};
