import type { Rule } from '../rule';
import { mustNotGrant } from './support/public-list';

export const rule: Rule = {
  id: 's3-acl-public-read',
  severity: 'critical',
  summary: 'No access-control list lets everybody read a bucket.',
  rationale:
    'Anybody on the internet, or anybody with an AWS account, lists the bucket and reads its objects.',
  remediation:
    'Remove the list, or set `acl = "private"`, and block public access with ' +
    '`aws_s3_bucket_public_access_block`.',
  references: ['CKV_AWS_20', 'AVD-AWS-0092'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => mustNotGrant(resource, context, { canned: CANNED, isPermission: () => true }),
};

const CANNED: readonly string[] = ['public-read', 'public-read-write', 'website', 'authenticated-read'];
