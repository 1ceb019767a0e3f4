import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';
import { isBucket, originsOf } from './support/origins';

export const rule: Rule = {
  id: 'cloudfront-origin-access-control',
  severity: 'low',
  summary: 'A distribution reads its bucket by origin access control, not by the older identity.',
  rationale:
    'The identity cannot read objects that are encrypted with a KMS key, nor buckets of newer regions.',
  remediation: 'Replace `s3_origin_config` by `origin_access_control_id`.',
  references: ['AwsSolutions-CFR7'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution, context): readonly Outcome[] => {
    const { origins } = originsOf(context, distribution);
    return origins.filter(isBucket).flatMap((origin): readonly Outcome[] => {
      const identity = written(distribution, `${origin.path}.s3_origin_config[0].origin_access_identity`);
      const control = written(distribution, `${origin.path}.origin_access_control_id`);
      if (control !== undefined && control !== '') return [pass()];
      return identity === undefined || identity === '' || (isUnknown(identity) && !identity.reference)
        ? []
        : [fail('the bucket is read by an origin access identity', origin.path)];
    });
  },
};
