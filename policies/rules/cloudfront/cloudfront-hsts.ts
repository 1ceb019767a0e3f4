import { mustBeAtLeast, mustBeTrue } from '../attribute';
import { pass } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'security_headers_config[0].strict_transport_security[0]';

/** Seconds: a year, the least that browsers ask for before they put a name on their list. */
const YEAR = 31_536_000;

export const rule: Rule = {
  id: 'cloudfront-hsts',
  severity: 'medium',
  summary: 'A response headers policy tells browsers to use HTTPS from then on (HSTS).',
  rationale:
    'The first request of a visit goes over HTTP otherwise, and can be answered by whoever is in between.',
  remediation:
    'Add `strict_transport_security` with `access_control_max_age_sec = 31536000`, `include_subdomains`, `preload` and `override`.',
  references: ['CKV_AWS_259'],
  types: ['aws_cloudfront_response_headers_policy'],
  check: (policy) => {
    const outcomes = [
      mustBeAtLeast(policy, `${PATH}.access_control_max_age_sec`, YEAR, {
        message: 'HTTPS is not asked for, or for less than a year',
      }),
      ...['include_subdomains', 'preload', 'override'].map((name) =>
        mustBeTrue(policy, `${PATH}.${name}`, { message: `strict transport security without ${name}` }),
      ),
    ];
    const worst = (['fail', 'unknown'] as const).flatMap((status) =>
      outcomes.filter((one) => one.status === status),
    );
    return worst[0] ?? pass();
  },
};
