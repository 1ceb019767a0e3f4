import { toBoolean } from '../../graph/value';
import { written } from '../attribute';
import type { Outcome } from '../outcome';
import type { Rule } from '../rule';
import { mustUseHttps } from './support/origin-protocol';
import { isServiceWithTls, isWebsite, originsOf } from './support/origins';

export const rule: Rule = {
  id: 'cloudfront-origin-https-other',
  severity: 'medium',
  summary: 'A distribution calls origins of any kind over HTTPS.',
  rationale:
    'Between CloudFront and the origin the request crosses the internet in clear text otherwise. The web-site ' +
    'endpoint of a bucket, which has no TLS, is left out.',
  remediation: 'Set `origin_protocol_policy = "https-only"`.',
  references: ['AwsSolutions-CFR5'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution, context): readonly Outcome[] => {
    if (toBoolean(written(distribution, 'enabled')) === false) return [];
    return originsOf(context, distribution)
      .origins.filter((origin) => origin.hasCustomConfig && !isServiceWithTls(origin) && !isWebsite(origin))
      .map((origin) => mustUseHttps(distribution, origin));
  },
};
