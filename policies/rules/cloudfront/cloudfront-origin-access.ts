import { isUnknown } from '../../graph/value';
import { isSurelySet, written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { isBucket, originsOf } from './support/origins';

export const rule: Rule = {
  id: 'cloudfront-origin-access',
  severity: 'high',
  summary: 'A distribution reads its bucket in its own name.',
  rationale:
    'Without an origin access control or identity the bucket has to be public: who knows its name goes around the ' +
    'firewall, the log and the signed URLs.',
  remediation: 'Set `origin_access_control_id` to an `aws_cloudfront_origin_access_control`.',
  references: ['CKV2_AWS_46', 'AwsSolutions-CFR6', 'AwsSolutions-CFR7'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution, context): readonly Outcome[] => {
    const { origins } = originsOf(context, distribution);
    return origins.filter(isBucket).map((origin) => {
      const values = ['origin_access_control_id', 's3_origin_config[0].origin_access_identity'].map((name) =>
        written(distribution, `${origin.path}.${name}`),
      );
      if (values.some((value) => isSurelySet(value) || (!isUnknown(value) && value))) return pass();
      const open = values.find(isUnknown);
      return open
        ? unknown('how the bucket is read', open, origin.path)
        : fail('the bucket is read without an identity', origin.path);
    });
  },
};
