import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudfront-waf',
  severity: 'medium',
  summary: 'A distribution stands behind a web application firewall.',
  rationale: 'Without a web ACL the requests of scanners and floods reach the origin.',
  remediation: 'Set `web_acl_id` to the ARN of an `aws_wafv2_web_acl` of scope CLOUDFRONT.',
  references: ['CKV_AWS_68', 'AVD-AWS-0011', 'AwsSolutions-CFR2'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution) =>
    mustBeSet(distribution, 'web_acl_id', { message: 'no web ACL protects the distribution' }),
};
