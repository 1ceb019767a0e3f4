import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'viewer_certificate[0].ssl_support_method';

export const rule: Rule = {
  id: 'cloudfront-sni',
  severity: 'low',
  summary: 'Viewers name the host when they connect (SNI).',
  rationale:
    'A dedicated address costs 600 dollars a month, for browsers before 2010, which speak no TLS 1.2.',
  remediation: 'Set `ssl_support_method = "sni-only"`.',
  references: ['AwsSolutions-CFR4'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution) => {
    const method = written(distribution, PATH);
    if (method === undefined) return [];
    return judge(
      method,
      PATH,
      (known) => (known === 'vip' ? 'the distribution has dedicated addresses' : undefined),
      PATH,
    );
  },
};
