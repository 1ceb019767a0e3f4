import type { Rule } from '../rule';
import { mustNotSpeak } from './support/origin-versions';

export const rule: Rule = {
  id: 'cloudfront-origin-ssl',
  severity: 'high',
  summary: 'A distribution does not speak SSL 3.0 to its origins.',
  rationale: 'SSL 3.0 can be decrypted by whoever can change what is sent (POODLE).',
  remediation: 'Set `origin_ssl_protocols = ["TLSv1.2"]`.',
  references: ['CKV2_AWS_54', 'AwsSolutions-CFR5'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution, context) => mustNotSpeak(context, distribution, ['SSLv3']),
};
