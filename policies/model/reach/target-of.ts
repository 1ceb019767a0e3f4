import type { Resource } from '../../graph/resource';
import type { RuleContext } from '../../rules/context';

/** Types that permissions name by ARN and that have policies, or an account, of their own. */
const TYPES = [
  'aws_cloudwatch_event_bus',
  'aws_cloudwatch_log_group',
  'aws_dynamodb_table',
  'aws_ecr_repository',
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

/** The resource of the input that an ARN names, or a part of which it names: an object, an index, a stream. */
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
  return arn.includes(':secret:')
    ? known.get(arn.replace(/-(\?{6}|x{6}|\*|tf~something)$/, '-xxxxxx'))
    : undefined;
}

function byArn({ graph }: RuleContext): ReadonlyMap<string, Resource> {
  return new Map(graph.byType(...TYPES).map((resource) => [graph.arn(resource), resource]));
}
