import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-blocks-public-policy',
  severity: 'medium',
  summary: 'A public-access block refuses public policies.',
  rationale: 'A bucket policy that admits everybody is then refused when somebody sets it.',
  remediation: 'Set `block_public_policy = true`.',
  references: ['CKV_AWS_54', 'AVD-AWS-0087'],
  types: ['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block'],
  check: (resource) => mustBeTrue(resource, 'block_public_policy'),
};
