import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { judge, type Outcome } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudfront-viewer-https',
  severity: 'high',
  summary: 'A distribution answers over HTTPS only, or redirects there.',
  rationale: 'With `allow-all` cookies and pages can be read and changed by everybody on the way.',
  remediation: 'Set `viewer_protocol_policy` to `redirect-to-https` or `https-only` in each cache behavior.',
  references: ['CKV_AWS_34', 'AVD-AWS-0012'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution): readonly Outcome[] =>
    ['default_cache_behavior', 'ordered_cache_behavior'].flatMap((name) =>
      distribution.blocks(name).map((_, index) => {
        const path = `${name}[${index}].viewer_protocol_policy`;
        return judge(
          written(distribution, path),
          path,
          (policy) =>
            !isUnknown(policy) && policy === 'allow-all' ? 'HTTP is answered without TLS' : undefined,
          path,
        );
      }),
    ),
};
