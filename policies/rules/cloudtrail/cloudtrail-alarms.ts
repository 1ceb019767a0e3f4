import type { Resource } from '../../graph/resource';
import { isUnknown, toText } from '../../graph/value';
import type { RuleContext } from '../context';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudtrail-alarms',
  severity: 'low',
  summary: 'What a trail records of the changes that matter rings an alarm.',
  rationale:
    'Nobody reads a trail. The CIS benchmark names fifteen kinds of calls of which somebody should hear ' +
    'at once.',
  remediation:
    'Add an `aws_cloudwatch_log_metric_filter` on the log group of the trail for each kind, and an ' +
    '`aws_cloudwatch_metric_alarm` on its metric.',
  references: [
    'AVD-AWS-0147',
    'AVD-AWS-0148',
    'AVD-AWS-0149',
    'AVD-AWS-0150',
    'AVD-AWS-0151',
    'AVD-AWS-0152',
    'AVD-AWS-0153',
    'AVD-AWS-0154',
    'AVD-AWS-0155',
    'AVD-AWS-0156',
    'AVD-AWS-0157',
    'AVD-AWS-0158',
    'AVD-AWS-0159',
    'AVD-AWS-0160',
    'AVD-AWS-0174',
  ],
  types: ['aws_cloudtrail'],
  check: (resource, context) => {
    const [group] = context.graph.referencesFrom(
      resource,
      'cloud_watch_logs_group_arn',
      'aws_cloudwatch_log_group',
    );
    if (!group || resource.get('is_multi_region_trail') !== true) return [];
    const filters = context.graph
      .byType('aws_cloudwatch_log_metric_filter')
      .filter(
        (filter) =>
          context.graph.text(filter.get('log_group_name')) === context.graph.attribute(group, 'name'),
      );
    const metrics = new Set(
      context.graph.byType('aws_cloudwatch_metric_alarm').map((alarm) => metricOf(context, alarm)),
    );
    const rings = filters.filter((filter) => metrics.has(metricOf(context, filter)));
    const open = rings.map((filter) => filter.get('pattern')).find((pattern) => isUnknown(pattern));
    const patterns = rings.map((filter) => String(toText(filter.get('pattern'))));
    return KINDS.map(([kind, words]) => {
      if (patterns.some((pattern) => words.every((word) => word.test(pattern)))) return pass();
      return isUnknown(open)
        ? unknown(`an alarm for ${kind}`, open, 'cloud_watch_logs_group_arn')
        : fail(`no alarm rings for ${kind}`, 'cloud_watch_logs_group_arn');
    });
  },
};

/** The kinds of the CIS AWS Foundations Benchmark 3.0, chapter 4, and what the pattern of a filter has to name. */
const KINDS: readonly (readonly [string, readonly RegExp[]])[] = [
  ['refused calls', [/UnauthorizedOperation/, /AccessDenied/]],
  ['logins without a second factor', [/ConsoleLogin/, /MFAUsed/]],
  ['use of the root user', [/userIdentity\.type/, /Root/]],
  ['changes of IAM policies', [/PutUserPolicy/, /CreatePolicyVersion/]],
  ['changes of a trail', [/StopLogging/, /DeleteTrail/]],
  ['failed logins', [/ConsoleLogin/, /Failed authentication/]],
  ['the deletion of keys', [/DisableKey/, /ScheduleKeyDeletion/]],
  ['changes of bucket policies', [/PutBucketPolicy/]],
  ['changes of the configuration recorder', [/StopConfigurationRecorder/]],
  ['changes of security groups', [/AuthorizeSecurityGroupIngress/, /CreateSecurityGroup/]],
  ['changes of network access lists', [/CreateNetworkAcl/]],
  ['changes of gateways', [/InternetGateway/, /CustomerGateway/]],
  ['changes of routes', [/CreateRoute/, /ReplaceRoute/]],
  ['changes of VPCs', [/CreateVpc/, /ModifyVpcAttribute/]],
  ['changes of the organisation', [/organizations\.amazonaws\.com/]],
];

/** Namespace and name of the metric that a filter makes, or an alarm watches. */
function metricOf(context: RuleContext, resource: Resource): string {
  const at =
    resource.type === 'aws_cloudwatch_metric_alarm' ? 'metric_name' : 'metric_transformation[0].name';
  const space =
    resource.type === 'aws_cloudwatch_metric_alarm' ? 'namespace' : 'metric_transformation[0].namespace';
  return `${context.graph.text(resource.get(space))} ${context.graph.text(resource.get(at))}`;
}
