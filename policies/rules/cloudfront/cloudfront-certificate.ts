import { isUnknown } from '../../graph/value';
import { isSurelySet, written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudfront-certificate',
  severity: 'low',
  summary: 'A distribution has a certificate of its own.',
  rationale: 'Under `*.cloudfront.net` nobody can tell your pages from those of any other customer of AWS.',
  remediation: 'Set `acm_certificate_arn` in `viewer_certificate`.',
  references: ['CKV2_AWS_42'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution): Outcome => {
    const values = ['acm_certificate_arn', 'iam_certificate_id'].map((name) =>
      written(distribution, `viewer_certificate[0].${name}`),
    );
    if (values.some((value) => isSurelySet(value) || (!isUnknown(value) && value))) return pass();
    const open = values.find(isUnknown);
    return open
      ? unknown('the certificate', open, 'viewer_certificate')
      : fail('the distribution uses the certificate of CloudFront', 'viewer_certificate');
  },
};
