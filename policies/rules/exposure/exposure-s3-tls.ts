import type { Rule } from '../rule';
import { refusesPlainText } from './support/tls';

export const rule: Rule = {
  id: 'exposure-s3-tls',
  severity: 'medium',
  summary: 'The policy of a bucket refuses requests without TLS.',
  rationale: 'S3 answers over HTTP too. Only the policy of the bucket can refuse what travels in the clear.',
  remediation:
    'Add a Deny for everyone on `s3:*`, for the bucket and its objects, with `Bool` `aws:SecureTransport` `false`.',
  references: ['AwsSolutions-S10'],
  types: ['aws_s3_bucket'],
  check: (resource, context) =>
    refusesPlainText(resource, context, {
      what: 'the bucket',
      action: 's3:*',
      separate: 'aws_s3_bucket_policy',
    }),
};
