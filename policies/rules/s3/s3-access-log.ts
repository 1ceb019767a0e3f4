import { mustBeSet } from '../attribute';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { isLogBucket, partOf } from './support/bucket-parts';

export const rule: Rule = {
  id: 's3-access-log',
  severity: 'low',
  summary: 'A bucket logs who reads and writes it.',
  rationale:
    'CloudTrail does not record reads of objects unless it is told to; without a log nobody can tell what ' +
    'was taken.',
  remediation: 'Add an `aws_s3_bucket_logging`; the bucket that receives the logs needs none.',
  references: ['CKV_AWS_18', 'AVD-AWS-0089', 'AwsSolutions-S1'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    if (isLogBucket(context, resource)) return pass();
    const part = partOf(
      context,
      resource,
      'logging[0].target_bucket',
      'aws_s3_bucket_logging',
      'target_bucket',
    );
    if (part.state === 'absent') return fail('the bucket does not log access');
    return part.state === 'open' ? unknown('the access log', part.why) : mustBeSet(part.resource, part.path);
  },
};
