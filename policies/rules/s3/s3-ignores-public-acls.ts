import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-ignores-public-acls',
  severity: 'medium',
  summary: 'A public-access block takes back what public lists give.',
  rationale: 'A list that was public before has then no effect.',
  remediation: 'Set `ignore_public_acls = true`.',
  references: ['CKV_AWS_55', 'AVD-AWS-0091'],
  types: ['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block'],
  check: (resource) => mustBeTrue(resource, 'ignore_public_acls'),
};
