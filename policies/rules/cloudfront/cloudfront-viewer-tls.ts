import { fail } from '../outcome';
import type { Rule } from '../rule';
import { judgeVersion } from './support/viewer-certificate';

export const rule: Rule = {
  id: 'cloudfront-viewer-tls',
  severity: 'high',
  summary: 'A distribution accepts TLS 1.2 and later only.',
  rationale:
    'With TLS 1.0 and 1.1 a man in the middle can make both sides fall back to ciphers that are broken. With the ' +
    'certificate of `*.cloudfront.net` the version cannot be chosen, and is TLS 1.0.',
  remediation: 'Name an `acm_certificate_arn`, and set `minimum_protocol_version = "TLSv1.2_2021"`.',
  references: ['CKV_AWS_174', 'AwsSolutions-CFR4'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution) =>
    judgeVersion(
      distribution,
      fail('the default certificate accepts TLS 1.0', 'viewer_certificate'),
      (version) => /^TLSv1\.[23]_\d{4}$/.test(version),
    ),
};
