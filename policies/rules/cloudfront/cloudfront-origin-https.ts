import { toBoolean } from '../../graph/value';
import { written } from '../attribute';
import type { Outcome } from '../outcome';
import type { Rule } from '../rule';
import { mustUseHttps } from './support/origin-protocol';
import { isServiceWithTls, originsOf } from './support/origins';

export const rule: Rule = {
  id: 'cloudfront-origin-https',
  severity: 'high',
  summary: 'A distribution calls load balancers and media services over HTTPS.',
  rationale: 'Between CloudFront and the origin the request crosses the internet in clear text otherwise.',
  remediation: 'Set `origin_protocol_policy = "https-only"`.',
  references: ['CKV2_AWS_72', 'AwsSolutions-CFR5'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution, context): readonly Outcome[] => {
    if (toBoolean(written(distribution, 'enabled')) === false) return [];
    return originsOf(context, distribution)
      .origins.filter((origin) => origin.hasCustomConfig && isServiceWithTls(origin))
      .map((origin) => mustUseHttps(distribution, origin));
  },
};
