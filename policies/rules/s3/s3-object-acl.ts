import { shown, written } from '../attribute';
import { judge, pass } from '../outcome';
import type { Rule } from '../rule';
import { bucketOf } from './support/bucket-parts';
import { isAclIgnored } from './support/public-access';

export const rule: Rule = {
  id: 's3-object-acl',
  severity: 'high',
  summary: 'No object is public by its list.',
  rationale: 'An object may be public in a bucket that is not.',
  remediation: 'Remove `acl`, or set it to `private`.',
  types: ['aws_s3_object', 'aws_s3_bucket_object', 'aws_s3_object_copy'],
  check: (resource, context) => {
    const acl = judge(
      written(resource, 'acl') ?? 'private',
      'acl',
      (value) =>
        /^(public-read|public-read-write|authenticated-read)$/.test(String(value))
          ? `acl is ${shown(value)}`
          : undefined,
      'acl',
    );
    const bucket = bucketOf(context, resource);
    return acl.status !== 'pass' && bucket && isAclIgnored(context, bucket) ? pass() : acl;
  },
};
