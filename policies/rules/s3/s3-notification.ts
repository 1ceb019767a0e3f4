import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { partsOf } from './support/bucket-parts';

export const rule: Rule = {
  id: 's3-notification',
  severity: 'low',
  summary: 'A bucket reports what happens in it.',
  rationale: 'What nobody hears of, nobody checks: a changed or deleted object is found when it is needed.',
  remediation: 'Add an `aws_s3_bucket_notification`; `eventbridge = true` is enough.',
  references: ['CKV2_AWS_62'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    const { sure, possible } = partsOf(context, resource, 'aws_s3_bucket_notification');
    if (sure.length > 0) return pass();
    return possible.length > 0
      ? unknown('the notification', 'nobody can tell of which bucket it is')
      : fail('the bucket reports no events');
  },
};
