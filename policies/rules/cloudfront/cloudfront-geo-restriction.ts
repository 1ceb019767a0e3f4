import { isUnknown, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'restrictions[0].geo_restriction[0].restriction_type';

export const rule: Rule = {
  id: 'cloudfront-geo-restriction',
  severity: 'low',
  summary: 'A distribution answers only in the countries for which it is made.',
  rationale: 'Who serves one country need not answer the scanners of the others.',
  remediation:
    'Set `restriction_type = "whitelist"` and `locations`, or waive it for a service for all countries.',
  references: ['CKV_AWS_374', 'AwsSolutions-CFR1'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution): Outcome => {
    const kind = toText(written(distribution, PATH));
    if (isUnknown(kind)) return unknown(PATH, kind, PATH);
    return kind === 'none' ? fail('no country is left out', PATH) : pass();
  },
};
