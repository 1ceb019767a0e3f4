import { dnsSuffix } from '../../graph/arn';
import type { Resource } from '../../graph/resource';
import { roleOf } from '../../model/identity/execution-roles';
import type { Identity } from '../../model/identity/principal';
import type { RuleContext } from '../../rules/context';
import { keyAt } from '../granted-is-used/encryption-keys';
import type { Ask, Delivery } from './ask';
import { asksOnKey } from './key-asks';
import { namedTarget } from './named-target';

/** Where AWS writes logs with a role, and log groups that CloudWatch encrypts with a customer's key. */
export function logDeliveries(context: RuleContext): readonly Delivery[] {
  const { graph } = context;
  return [
    ...graph.byType('aws_flow_log').flatMap((one) => ofFlowLog(context, one)),
    ...graph.byType('aws_api_gateway_account').flatMap((one) => ofApiAccount(context, one)),
    ...graph
      .byType('aws_rds_cluster_instance', 'aws_db_instance')
      .flatMap((one) => ofMonitoring(context, one)),
    ...graph.byType('aws_cloudwatch_log_group').flatMap((one) => ofLogGroup(context, one)),
  ];
}

/** Amazon VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs". */
function ofFlowLog(context: RuleContext, log: Resource): readonly Delivery[] {
  const role = roleOf(context, log);
  const value = log.get('log_destination') ?? undefined;
  const group = namedTarget(context, value);
  if (!role || group?.service !== 'logs') return [];
  const streams = `${group.arn.replace(/:\*$/, '')}:*`;
  return [
    {
      subject: log,
      path: 'iam_role_arn',
      what: 'the flow log writes to its log group',
      asks: [
        ...asksOf(role, ['CreateLogStream', 'DescribeLogStreams', 'PutLogEvents'], streams),
        ...optional(asksOf(role, ['CreateLogGroup', 'DescribeLogGroups'], streams)),
      ],
    },
  ];
}

/**
 * API Gateway refuses a role that may not do all of this. Source: the policy of AWS that it documents for it,
 * AmazonAPIGatewayPushToCloudWatchLogs.
 */
function ofApiAccount(context: RuleContext, account: Resource): readonly Delivery[] {
  const role = roleOf(context, account);
  if (!role) return [];
  const group = logGroup(context, account, 'API-Gateway-Execution-Logs_tf~api/stage');
  return [
    {
      subject: account,
      path: 'cloudwatch_role_arn',
      what: 'API Gateway writes the logs of all APIs of the account and region',
      asks: [
        ...asksOf(
          role,
          ['CreateLogGroup', 'CreateLogStream', 'DescribeLogGroups', 'DescribeLogStreams', 'FilterLogEvents'],
          group,
        ),
        ...asksOf(role, ['GetLogEvents', 'PutLogEvents'], `${group}:log-stream:tf~stream`),
      ],
    },
  ];
}

/** Source: the policy of AWS for it, AmazonRDSEnhancedMonitoringRole. */
function ofMonitoring(context: RuleContext, instance: Resource): readonly Delivery[] {
  const role = instance.get('monitoring_role_arn') === undefined ? undefined : roleOf(context, instance);
  if (!role) return [];
  const group = logGroup(context, instance, 'RDSOSMetrics');
  return [
    {
      subject: instance,
      path: 'monitoring_role_arn',
      what: 'RDS writes the measurements of enhanced monitoring',
      asks: [
        ...asksOf(role, ['CreateLogGroup', 'PutRetentionPolicy'], group),
        ...asksOf(
          role,
          ['CreateLogStream', 'DescribeLogStreams', 'GetLogEvents', 'PutLogEvents'],
          `${group}:log-stream:tf~stream`,
        ),
      ],
    },
  ];
}

/** CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS". */
function ofLogGroup(context: RuleContext, group: Resource): readonly Delivery[] {
  const key = keyAt(context, group, 'kms_key_id');
  if (!key) return [];
  const { region, partition } = context.graph.place(group);
  const asks = asksOnKey(context, key, {
    by: { kind: 'service', service: `logs.${region}.${dnsSuffix(partition)}` },
    actions: ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'],
    context: { 'kms:EncryptionContext:aws:logs:arn': context.graph.arn(group) },
  });
  return [{ subject: group, path: 'kms_key_id', what: 'CloudWatch Logs encrypts the log group', asks }];
}

function asksOf(role: Identity, names: readonly string[], resource: string): readonly Ask[] {
  return names.map((name) => ({
    by: { kind: 'role', role },
    action: `logs:${name}`,
    resource,
    context: {},
  }));
}

function optional(asks: readonly Ask[]): readonly Ask[] {
  return asks.map((ask) => ({ ...ask, optional: true }));
}

function logGroup({ graph }: RuleContext, near: Resource, name: string): string {
  const { partition, region, account } = graph.place(near);
  return `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
}
