/**
 * In which file a block is written: by what it is about, so that a reviewer opens `iam.tf` for permissions and
 * `network.tf` for routes. Of the prefixes that a type begins with, the longest decides.
 */
const FILES: Readonly<Record<string, readonly string[]>> = {
  'network.tf': [
    'aws_vpc',
    'aws_subnet',
    'aws_route',
    'aws_internet_gateway',
    'aws_egress_only_internet_gateway',
    'aws_nat_gateway',
    'aws_eip',
    'aws_flow_log',
    'aws_network_',
    'aws_main_route_table',
    'aws_default_route_table',
    'aws_default_vpc',
    'aws_default_subnet',
    'aws_default_network_acl',
    'aws_instance',
    'aws_launch_template',
    'aws_autoscaling',
    'aws_networkfirewall',
    'aws_route53_resolver',
    'aws_ec2_',
    'aws_ami',
    'aws_ram_',
  ],
  'security-groups.tf': ['aws_security_group', 'aws_vpc_security_group', 'aws_default_security_group'],
  'endpoints.tf': ['aws_vpc_endpoint'],
  'dns.tf': ['aws_route53', 'aws_acm', 'aws_service_discovery'],
  'iam.tf': ['aws_iam'],
  'kms.tf': ['aws_kms'],
  'secrets.tf': ['aws_secretsmanager', 'aws_ssm_parameter'],
  'database.tf': ['aws_rds', 'aws_db_', 'aws_dynamodb', 'aws_elasticache'],
  'storage.tf': ['aws_s3', 'aws_efs', 'aws_backup'],
  'functions.tf': ['aws_lambda', 'aws_signer'],
  'api.tf': ['aws_api_gateway', 'aws_apigatewayv2', 'aws_wafv2', 'aws_cognito', 'aws_cloudfront'],
  'messaging.tf': [
    'aws_sqs',
    'aws_sns',
    'aws_cloudwatch_event',
    'aws_scheduler',
    'aws_pipes',
    'aws_kinesis',
    'aws_schemas',
  ],
  'workflow.tf': ['aws_sfn'],
  'logs.tf': ['aws_cloudwatch_log', 'aws_cloudwatch_query', 'aws_cloudtrail'],
  'alarms.tf': [
    'aws_cloudwatch_metric',
    'aws_cloudwatch_composite',
    'aws_cloudwatch_dashboard',
    'aws_xray',
    'aws_budgets',
    'aws_synthetics',
  ],
};

/** Blocks that are not of a provider. */
const SECTIONS: Readonly<Record<string, string>> = {
  terraform: 'terraform.tf',
  provider: 'providers.tf',
  variable: 'variables.tf',
  locals: 'locals.tf',
  module: 'modules.tf',
  output: 'outputs.tf',
  check: 'checks.tf',
  moved: 'moves.tf',
  removed: 'moves.tf',
  import: 'moves.tf',
};

/** The order in which the files are returned, and in which a policy document looks for the block that uses it. */
export const FILE_ORDER: readonly string[] = [
  'terraform.tf',
  'providers.tf',
  'variables.tf',
  'locals.tf',
  'remote-state.tf',
  'data.tf',
  ...Object.keys(FILES),
  'modules.tf',
  'other.tf',
  'checks.tf',
  'moves.tf',
  'outputs.tf',
];

const FILE_BY_PREFIX = new Map(
  Object.entries(FILES).flatMap(([file, prefixes]) => prefixes.map((prefix) => [prefix, file] as const)),
);

/** The file of a block: `fileOf('resource', 'aws_vpc')` is `network.tf`. */
export function fileOf(section: string, type: string): string {
  const file = SECTIONS[section];
  if (file !== undefined) return file;
  if (type === 'terraform_remote_state') return 'remote-state.tf';
  if (section === 'data') return 'data.tf';
  for (let length = type.length; length > 0; length -= 1) {
    const found = FILE_BY_PREFIX.get(type.slice(0, length));
    if (found !== undefined) return found;
  }
  return 'other.tf';
}
