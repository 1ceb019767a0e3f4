import { pass } from '../outcome';
import type { Rule } from '../rule';
import { judgeVersion } from './support/viewer-certificate';

export const rule: Rule = {
  id: 'cloudfront-viewer-tls-policy',
  severity: 'medium',
  summary: 'A distribution uses a security policy of 2021 or later.',
  rationale: 'The policies of 2018 and 2019 ask for TLS 1.2 as well, but still accept ciphers in CBC mode.',
  remediation: 'Set `minimum_protocol_version = "TLSv1.2_2021"`.',
  references: ['AVD-AWS-0013'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution) =>
    judgeVersion(
      distribution,
      pass(),
      (version) => Number(/^TLSv1\.[23]_(\d{4})$/.exec(version)?.[1] ?? 0) >= 2021,
    ),
};
