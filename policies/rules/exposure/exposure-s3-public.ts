import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-s3-public',
  severity: 'critical',
  summary: 'The policy of a bucket does not let in everyone.',
  rationale: 'A bucket whose policy names everyone is found by those who try names, within hours.',
  remediation:
    'Name the principals, or add a condition on `aws:SourceVpce`, `aws:PrincipalOrgID` or `aws:SourceArn`.',
  references: ['CKV_AWS_70'],
  types: [
    'aws_s3_bucket',
    'aws_s3_bucket_policy',
    'aws_s3_access_point',
    'aws_s3control_access_point_policy',
    'aws_s3control_bucket_policy',
  ],
  check: (resource, context) => publicOutcomes(resource, context, 'the bucket'),
};
