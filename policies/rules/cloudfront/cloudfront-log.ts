import { isUnknown } from '../../graph/value';
import { isSurelySet, written } from '../attribute';
import { companionsOf } from '../companions';
import { needsCompanion } from '../needs-companion';
import { type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'logging_config[0].bucket';

export const rule: Rule = {
  id: 'cloudfront-log',
  severity: 'medium',
  summary: 'A distribution writes its requests to a log.',
  rationale: 'Without an access log nobody can tell afterwards who asked for what, and from where.',
  remediation:
    'Add `logging_config { bucket = … }`, or `aws_cloudwatch_log_delivery_source` with `resource_arn` of the distribution ' +
    'and `aws_cloudwatch_log_delivery`.',
  references: ['CKV_AWS_86', 'AVD-AWS-0010', 'AwsSolutions-CFR3'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution, context): Outcome => {
    const bucket = written(distribution, PATH);
    const delivery = companionsOf(
      context,
      distribution,
      'aws_cloudwatch_log_delivery_source',
      'resource_arn',
      ['arn'],
    );
    if (isSurelySet(bucket) || (!isUnknown(bucket) && bucket)) return pass();
    const outcome = needsCompanion(delivery, 'the distribution writes no access log', (source) =>
      needsCompanion(
        companionsOf(context, source, 'aws_cloudwatch_log_delivery', 'delivery_source_name', ['name']),
        'no delivery takes the access log of the distribution anywhere',
      ),
    );
    return isUnknown(bucket) && outcome.status === 'fail' ? unknown(PATH, bucket, PATH) : outcome;
  },
};
