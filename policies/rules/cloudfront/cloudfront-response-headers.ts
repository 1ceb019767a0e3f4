import { isUnknown } from '../../graph/value';
import { isSurelySet, written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudfront-response-headers',
  severity: 'low',
  summary: 'A distribution adds the security headers to its answers.',
  rationale:
    'Without them a browser may be led back to HTTP, show the pages in a foreign frame, and guess what a file is.',
  remediation: 'Set `response_headers_policy_id` in the cache behaviors.',
  references: ['CKV2_AWS_32'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution): Outcome => {
    const values = ['default_cache_behavior', 'ordered_cache_behavior'].flatMap((name) =>
      distribution
        .blocks(name)
        .map((_, index) => written(distribution, `${name}[${index}].response_headers_policy_id`)),
    );
    if (values.some((value) => isSurelySet(value) || (!isUnknown(value) && value))) return pass();
    const open = values.find(isUnknown);
    return open
      ? unknown('response_headers_policy_id', open)
      : fail('no behavior has a response headers policy');
  },
};
