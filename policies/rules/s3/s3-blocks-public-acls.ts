import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-blocks-public-acls',
  severity: 'medium',
  summary: 'A public-access block refuses public lists.',
  rationale: 'A public access-control list is then refused when somebody sets it.',
  remediation: 'Set `block_public_acls = true`.',
  references: ['CKV_AWS_53', 'AVD-AWS-0086'],
  types: ['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block'],
  check: (resource) => mustBeTrue(resource, 'block_public_acls'),
};
