import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-restricts-public',
  severity: 'medium',
  summary: 'A public-access block keeps a bucket with a public policy to its account.',
  rationale: 'A policy that admits everybody then admits nobody outside of the account.',
  remediation: 'Set `restrict_public_buckets = true`.',
  references: ['CKV_AWS_56', 'AVD-AWS-0093'],
  types: ['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block'],
  check: (resource) => mustBeTrue(resource, 'restrict_public_buckets'),
};
