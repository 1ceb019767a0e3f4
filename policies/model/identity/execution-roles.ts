import { groupBy } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { isList, type Value } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { identities } from './identities';
import type { Identity } from './principal';

/** A resource that acts with the permissions of a role. */
export interface RoleUse {
  readonly resource: Resource;
  /** Where it names the role: `role`, `target[0].role_arn`. */
  readonly path: string;
  /** None where the role is not in the configuration, or not known which. */
  readonly role?: Identity;
  /** The service that assumes it. */
  readonly service: string;
}

/** Where resources name the role that a service assumes for them. `[]` stands for each block of a list. */
const USES: readonly (readonly [type: string, path: string, service: string])[] = [
  ['aws_lambda_function', 'role', 'lambda.amazonaws.com'],
  ['aws_sfn_state_machine', 'role_arn', 'states.amazonaws.com'],
  ['aws_scheduler_schedule', 'target[].role_arn', 'scheduler.amazonaws.com'],
  ['aws_pipes_pipe', 'role_arn', 'pipes.amazonaws.com'],
  ['aws_cloudwatch_event_target', 'role_arn', 'events.amazonaws.com'],
  ['aws_cloudwatch_event_rule', 'role_arn', 'events.amazonaws.com'],
  ['aws_api_gateway_account', 'cloudwatch_role_arn', 'apigateway.amazonaws.com'],
  ['aws_api_gateway_integration', 'credentials', 'apigateway.amazonaws.com'],
  ['aws_api_gateway_authorizer', 'authorizer_credentials', 'apigateway.amazonaws.com'],
  ['aws_apigatewayv2_integration', 'credentials_arn', 'apigateway.amazonaws.com'],
  ['aws_apigatewayv2_authorizer', 'authorizer_credentials_arn', 'apigateway.amazonaws.com'],
  ['aws_appsync_datasource', 'service_role_arn', 'appsync.amazonaws.com'],
  ['aws_batch_job_definition', 'role_arn', 'batch.amazonaws.com'],
  ['aws_cloudformation_stack', 'iam_role_arn', 'cloudformation.amazonaws.com'],
  ['aws_cloudtrail', 'cloud_watch_logs_role_arn', 'cloudtrail.amazonaws.com'],
  ['aws_cloudwatch_log_subscription_filter', 'role_arn', 'logs.amazonaws.com'],
  ['aws_codebuild_project', 'service_role', 'codebuild.amazonaws.com'],
  ['aws_codedeploy_deployment_group', 'service_role_arn', 'codedeploy.amazonaws.com'],
  ['aws_codepipeline', 'role_arn', 'codepipeline.amazonaws.com'],
  ['aws_config_configuration_recorder', 'role_arn', 'config.amazonaws.com'],
  ['aws_db_instance', 'monitoring_role_arn', 'monitoring.rds.amazonaws.com'],
  ['aws_rds_cluster_instance', 'monitoring_role_arn', 'monitoring.rds.amazonaws.com'],
  ['aws_db_proxy', 'role_arn', 'rds.amazonaws.com'],
  ['aws_ecs_task_definition', 'task_role_arn', 'ecs-tasks.amazonaws.com'],
  ['aws_ecs_task_definition', 'execution_role_arn', 'ecs-tasks.amazonaws.com'],
  ['aws_eks_cluster', 'role_arn', 'eks.amazonaws.com'],
  ['aws_eks_node_group', 'node_role_arn', 'ec2.amazonaws.com'],
  ['aws_flow_log', 'iam_role_arn', 'vpc-flow-logs.amazonaws.com'],
  ['aws_glue_crawler', 'role', 'glue.amazonaws.com'],
  ['aws_glue_job', 'role_arn', 'glue.amazonaws.com'],
  ['aws_iot_topic_rule', 'lambda[].role_arn', 'iot.amazonaws.com'],
  ['aws_kinesis_firehose_delivery_stream', 'extended_s3_configuration[].role_arn', 'firehose.amazonaws.com'],
  ['aws_s3_bucket_replication_configuration', 'role', 's3.amazonaws.com'],
  ['aws_sagemaker_notebook_instance', 'role_arn', 'sagemaker.amazonaws.com'],
  ['aws_sns_topic', 'sqs_failure_feedback_role_arn', 'sns.amazonaws.com'],
];

/** Everything that acts with a role: `context.derive(executionRoles)`. */
export interface ExecutionRoles {
  readonly all: readonly RoleUse[];
  /** With which roles the resource acts: a function has one. */
  of(resource: Resource): readonly RoleUse[];
  /** What acts with the role; instances through an instance profile too. */
  usersOf(role: Identity): readonly RoleUse[];
}

export function executionRoles(context: RuleContext): ExecutionRoles {
  const known = context.derive(identities);
  const all: RoleUse[] = [];
  for (const [type, pattern, service] of USES) {
    for (const resource of context.graph.byType(type)) {
      for (const path of pathsOf(resource, pattern)) {
        const value: Value | undefined = resource.get(path);
        if (value === undefined || value === '') continue;
        const role = known.named('role', value, resource, path);
        all.push({ resource, path, service, ...(role ? { role } : {}) });
      }
    }
  }
  all.push(...instances(context));
  const byResource = groupBy(all, ({ resource }) => resource);
  const byRole = groupBy(all, ({ role }) => role);
  return {
    all,
    of: (resource) => byResource.get(resource) ?? [],
    usersOf: (role) => byRole.get(role) ?? [],
  };
}

/** The role with which a resource acts that has one. */
export function roleOf(context: RuleContext, resource: Resource): Identity | undefined {
  return context.derive(executionRoles).of(resource)[0]?.role;
}

function pathsOf(resource: Resource, pattern: string): readonly string[] {
  const [list, rest] = pattern.split('[]');
  if (rest === undefined || list === undefined) return [pattern];
  const blocks = resource.get(list);
  return isList(blocks) ? blocks.map((_, index) => `${list}[${index}]${rest}`) : [];
}

/** Instances and launch templates name an instance profile, which has the role. */
function instances(context: RuleContext): readonly RoleUse[] {
  const { graph } = context;
  const roles = new Map<string, Identity>();
  for (const role of context.derive(identities).all) {
    for (const profile of role.instanceProfiles) {
      for (const name of ['name', 'arn', 'id']) roles.set(graph.attribute(profile, name), role);
    }
  }
  const paths: readonly (readonly [string, string])[] = [
    ['aws_instance', 'iam_instance_profile'],
    ['aws_launch_configuration', 'iam_instance_profile'],
    ['aws_launch_template', 'iam_instance_profile[0].name'],
    ['aws_launch_template', 'iam_instance_profile[0].arn'],
  ];
  return paths.flatMap(([type, path]) =>
    graph.byType(type).flatMap((resource) => {
      const text = graph.text(resource.get(path));
      if (text === undefined || text === '') return [];
      const role = roles.get(text);
      return [{ resource, path, service: 'ec2.amazonaws.com', ...(role ? { role } : {}) }];
    }),
  );
}
