import type { Resource } from './resource';

/** How the ARN of a type is composed, and which attributes besides `arn` are names of it. */
interface ArnShape {
  readonly service: string;
  /** What stands after the account: `{name}` is the attribute's value. */
  readonly resource: string;
  /** `global`: without region; `bucket`: without region and account. */
  readonly scope?: 'global' | 'bucket';
  /** Attributes that Terraform computes from others: `id` of a bucket is its name. */
  readonly same?: Readonly<Record<string, string>>;
  /** AWS adds a suffix that nobody knows before. */
  readonly suffix?: boolean;
}

const SHAPES: Readonly<Record<string, ArnShape>> = {
  aws_api_gateway_rest_api: { service: 'apigateway', resource: '/restapis/{id}' },
  aws_cloudfront_distribution: { service: 'cloudfront', resource: 'distribution/{id}', scope: 'global' },
  aws_cloudtrail: { service: 'cloudtrail', resource: 'trail/{name}', same: { id: 'name' } },
  aws_cloudwatch_event_archive: { service: 'events', resource: 'archive/{name}', same: { id: 'name' } },
  aws_cloudwatch_event_bus: { service: 'events', resource: 'event-bus/{name}', same: { id: 'name' } },
  aws_cloudwatch_log_group: { service: 'logs', resource: 'log-group:{name}', same: { id: 'name' } },
  aws_cloudwatch_metric_alarm: {
    service: 'cloudwatch',
    resource: 'alarm:{alarm_name}',
    same: { id: 'alarm_name' },
  },
  aws_codebuild_project: { service: 'codebuild', resource: 'project/{name}' },
  aws_codepipeline: { service: 'codepipeline', resource: '{name}' },
  aws_cognito_user_pool: { service: 'cognito-idp', resource: 'userpool/{id}' },
  aws_db_instance: { service: 'rds', resource: 'db:{identifier}' },
  aws_db_proxy: { service: 'rds', resource: 'db-proxy:{id}' },
  aws_dynamodb_table: { service: 'dynamodb', resource: 'table/{name}', same: { id: 'name' } },
  aws_ecr_repository: { service: 'ecr', resource: 'repository/{name}', same: { id: 'name' } },
  aws_ecs_cluster: { service: 'ecs', resource: 'cluster/{name}' },
  aws_ecs_service: { service: 'ecs', resource: 'service/{name}' },
  aws_iam_group: { service: 'iam', resource: 'group{path}{name}', scope: 'global', same: { id: 'name' } },
  aws_iam_instance_profile: {
    service: 'iam',
    resource: 'instance-profile{path}{name}',
    scope: 'global',
    same: { id: 'name' },
  },
  aws_iam_policy: { service: 'iam', resource: 'policy{path}{name}', scope: 'global', same: { id: 'arn' } },
  aws_iam_openid_connect_provider: {
    service: 'iam',
    resource: 'oidc-provider/{url}',
    scope: 'global',
    same: { id: 'arn' },
  },
  aws_iam_role: { service: 'iam', resource: 'role{path}{name}', scope: 'global', same: { id: 'name' } },
  aws_iam_saml_provider: {
    service: 'iam',
    resource: 'saml-provider/{name}',
    scope: 'global',
    same: { id: 'arn' },
  },
  aws_iam_user: { service: 'iam', resource: 'user{path}{name}', scope: 'global', same: { id: 'name' } },
  aws_kinesis_firehose_delivery_stream: {
    service: 'firehose',
    resource: 'deliverystream/{name}',
    same: { id: 'arn' },
  },
  aws_kinesis_stream: { service: 'kinesis', resource: 'stream/{name}', same: { id: 'arn' } },
  aws_kms_alias: { service: 'kms', resource: '{name}', same: { id: 'name' } },
  aws_kms_key: { service: 'kms', resource: 'key/{key_id}', same: { id: 'key_id' } },
  aws_lambda_alias: { service: 'lambda', resource: 'function:{function_name}:{name}' },
  aws_lambda_function: {
    service: 'lambda',
    resource: 'function:{function_name}',
    same: { id: 'function_name' },
  },
  aws_lb: { service: 'elasticloadbalancing', resource: 'loadbalancer/{id}' },
  aws_rds_cluster: {
    service: 'rds',
    resource: 'cluster:{cluster_identifier}',
    same: { id: 'cluster_identifier' },
  },
  aws_s3_bucket: { service: 's3', resource: '{bucket}', scope: 'bucket', same: { id: 'bucket' } },
  aws_scheduler_schedule: { service: 'scheduler', resource: 'schedule/{group_name}/{name}' },
  aws_scheduler_schedule_group: {
    service: 'scheduler',
    resource: 'schedule-group/{name}',
    same: { id: 'name' },
  },
  aws_secretsmanager_secret: {
    service: 'secretsmanager',
    resource: 'secret:{name}',
    suffix: true,
    same: { id: 'arn' },
  },
  aws_security_group: { service: 'ec2', resource: 'security-group/{id}' },
  aws_sfn_state_machine: { service: 'states', resource: 'stateMachine:{name}', same: { id: 'arn' } },
  aws_sns_topic: { service: 'sns', resource: '{name}', same: { id: 'arn' } },
  aws_sqs_queue: { service: 'sqs', resource: '{name}', same: { url: 'id' } },
  aws_ssm_parameter: { service: 'ssm', resource: 'parameter/{name}', same: { id: 'name' } },
  aws_subnet: { service: 'ec2', resource: 'subnet/{id}' },
  aws_vpc: { service: 'ec2', resource: 'vpc/{id}' },
  aws_vpc_endpoint: { service: 'ec2', resource: 'vpc-endpoint/{id}' },
  aws_wafv2_web_acl: { service: 'wafv2', resource: 'regional/webacl/{name}/{id}' },
};

/** What stands for the account where nobody knows it. No account has this number. */
export const UNKNOWN_ACCOUNT = '000000000000';

/** What stands for the region where nobody knows it. */
export const UNKNOWN_REGION = 'xx-unknown-0';

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What the names of a partition's services end with. Source: AWS General Reference, "Service endpoints". */
export function dnsSuffix(partition: string): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/** The attribute that has the same value, or the name given. */
export function canonicalAttribute(type: string, name: string): string {
  const same = shapeOf(type)?.same;
  return same && Object.hasOwn(same, name) ? (same[name] ?? name) : name;
}

/**
 * The ARN of the resource: the real one where its name is known, and otherwise one with a synthetic name that no other
 * resource has.
 *
 * @param text gives the text of an attribute; synthetic where it is not known, `undefined` where it is not set
 */
export function composeArn(resource: Resource, place: Place, text: (attribute: string) => string): string {
  const shape = shapeOf(resource.type);
  const { partition } = place;
  if (!shape) {
    const service = /^aws_([a-z0-9]+)/.exec(resource.type)?.[1] ?? 'unknown';
    return `arn:${partition}:${service}:${place.region}:${place.account}:${synthetic(resource.key, ['arn'])}`;
  }
  const name = shape.resource.replace(/\{(\w+)\}/g, (_, attribute: string) =>
    nameIn(resource, attribute, text),
  );
  const region = shape.scope === undefined ? place.region : '';
  const account = shape.scope === 'bucket' ? '' : place.account;
  const id = `${shape.resource.startsWith('parameter/') ? name.replace('//', '/') : name}${shape.suffix ? '-xxxxxx' : ''}`;
  return `arn:${partition}:${shape.service}:${region}:${account}:${id}`;
}

/** An attribute as an ARN has it: a path has a default, and the URL of an OpenID provider goes without its scheme. */
function nameIn(resource: Resource, attribute: string, text: (attribute: string) => string): string {
  if (attribute === 'url') return text(attribute).replace('https://', '');
  if (attribute !== 'path') return text(attribute);
  const path = resource.get('path');
  return typeof path === 'string' ? path : '/';
}

/**
 * A text of its own for an attribute that nobody knows: different for different resources and attributes, without a
 * character that IAM gives a meaning.
 */
export function synthetic(key: string, path: readonly (string | number)[]): string {
  return `tf~${[key, ...path.map(String)].map(escaped).join('~.')}`;
}

function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/g, (c) => `~${(c.codePointAt(0) ?? 0).toString(16)}-`);
}

function shapeOf(type: string): ArnShape | undefined {
  return Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
}
