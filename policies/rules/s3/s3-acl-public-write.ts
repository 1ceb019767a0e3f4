import type { Rule } from '../rule';
import { mustNotGrant } from './support/public-list';

export const rule: Rule = {
  id: 's3-acl-public-write',
  severity: 'critical',
  summary: 'No access-control list lets everybody write into a bucket.',
  rationale: 'Anybody puts malware into the bucket, replaces what is served from it, and runs up its bill.',
  remediation:
    'Remove the list, or set `acl = "private"`, and block public access with ' +
    '`aws_s3_bucket_public_access_block`.',
  references: ['CKV_AWS_57'],
  types: ['aws_s3_bucket'],
  check: (resource, context) =>
    mustNotGrant(resource, context, { canned: CANNED, isPermission: (one) => WRITING.includes(String(one)) }),
};

const CANNED: readonly string[] = ['public-read-write'];

const WRITING: readonly string[] = ['WRITE', 'WRITE_ACP', 'FULL_CONTROL'];
