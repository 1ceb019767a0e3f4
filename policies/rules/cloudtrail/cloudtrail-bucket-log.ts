import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { bucketOf, partOf } from '../s3/support/bucket-parts';

export const rule: Rule = {
  id: 'cloudtrail-bucket-log',
  severity: 'low',
  summary: 'The bucket of a trail logs who reads it.',
  rationale: 'Whoever reads or deletes the records of the trail should be recorded himself.',
  remediation: 'Add an `aws_s3_bucket_logging` for the bucket.',
  references: ['AVD-AWS-0163'],
  types: ['aws_cloudtrail'],
  check: (resource, context) => {
    const bucket = bucketOf(context, resource, 's3_bucket_name');
    if (!bucket) return [];
    const part = partOf(
      context,
      bucket,
      'logging[0].target_bucket',
      'aws_s3_bucket_logging',
      'target_bucket',
    );
    if (part.state === 'open')
      return unknown(`the access log of ${bucket.address}`, part.why, 's3_bucket_name');
    return part.state === 'set' ? pass() : fail(`${bucket.address} does not log access`, 's3_bucket_name');
  },
};
