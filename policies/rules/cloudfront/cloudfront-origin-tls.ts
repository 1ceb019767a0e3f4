import type { Rule } from '../rule';
import { mustNotSpeak } from './support/origin-versions';

export const rule: Rule = {
  id: 'cloudfront-origin-tls',
  severity: 'medium',
  summary: 'A distribution speaks TLS 1.2 to its origins.',
  rationale:
    'With TLS 1.0 and 1.1 a man in the middle can make both sides fall back to ciphers that are broken.',
  remediation: 'Set `origin_ssl_protocols = ["TLSv1.2"]`.',
  references: ['AwsSolutions-CFR5'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution, context) => mustNotSpeak(context, distribution, ['TLSv1', 'TLSv1.1']),
};
