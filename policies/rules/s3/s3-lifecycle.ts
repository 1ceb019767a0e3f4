import type { Rule } from '../rule';
import { mustHavePart } from './support/bucket-parts';

export const rule: Rule = {
  id: 's3-lifecycle',
  severity: 'low',
  summary: 'It is written when the objects of a bucket go.',
  rationale:
    'Versions and aborted uploads pile up unseen, and personal data stays longer than the law allows.',
  remediation: 'Add an `aws_s3_bucket_lifecycle_configuration`.',
  references: ['CKV2_AWS_61'],
  types: ['aws_s3_bucket'],
  check: (resource, context) =>
    mustHavePart(
      context,
      resource,
      'lifecycle_rule',
      'aws_s3_bucket_lifecycle_configuration',
      'the bucket has no lifecycle',
    ),
};
