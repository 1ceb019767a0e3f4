import type { Resource } from '../../graph/resource';
import type { RuleContext } from '../../rules/context';
import { SOMETHING } from './patterns';

/** Types that code and permissions name by ARN. */
export const NAMED_TYPES: readonly string[] = [
  'aws_cloudwatch_event_bus',
  'aws_dynamodb_table',
  'aws_kinesis_firehose_delivery_stream',
  'aws_kinesis_stream',
  'aws_kms_key',
  'aws_lambda_function',
  'aws_rds_cluster',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  'aws_sfn_state_machine',
  'aws_sns_topic',
  'aws_sqs_queue',
  'aws_ssm_parameter',
];

/** Types that permissions name besides, and that have policies, or an account, of their own. */
const OTHER_TYPES = ['aws_cloudwatch_log_group', 'aws_ecr_repository'];

/**
 * The resource of the input that an ARN names, or a part of which it names: an object, an index, a stream.
 *
 * @param arn without wildcards: `literal` made a text of them
 */
export function targetOf(context: RuleContext, arn: string): Resource | undefined {
  const known = context.derive(byArn);
  const exact = known.get(arn);
  if (exact) return exact;
  const whole =
    /^(arn:[^:]*:(?:s3:::[^/]+|dynamodb:[^:]*:[^:]*:table\/[^/]+|(?:logs|lambda):[^:]*:[^:]*:[^:]+:[^:]+))[/:]/.exec(
      arn,
    )?.[1];
  if (whole !== undefined) return known.get(whole);
  // AWS adds a dash and six characters to a secret's name.
  const suffix = `-${SOMETHING}`;
  return arn.includes(':secret:') && arn.endsWith(suffix)
    ? known.get(`${arn.slice(0, -suffix.length)}-xxxxxx`)
    : undefined;
}

function byArn({ graph }: RuleContext): ReadonlyMap<string, Resource> {
  return new Map(
    graph.byType(...NAMED_TYPES, ...OTHER_TYPES).map((resource) => [graph.arn(resource), resource]),
  );
}
