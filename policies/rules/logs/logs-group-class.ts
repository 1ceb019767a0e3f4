import type { Resource } from '../../graph/resource';
import { toText } from '../../graph/value';
import { shown, written } from '../attribute';
import type { RuleContext } from '../context';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'logs-group-class',
  severity: 'medium',
  summary: 'A log group of the class for rare reading has no filters.',
  rationale:
    'Groups of the class `INFREQUENT_ACCESS` support neither metric filters nor subscriptions: the alarm ' +
    'behind the filter never rings. The class cannot be changed later.',
  remediation: 'Remove `log_group_class = "INFREQUENT_ACCESS"`, or the filters.',
  types: ['aws_cloudwatch_log_metric_filter', 'aws_cloudwatch_log_subscription_filter'],
  check: (resource, context) => {
    const name = toText(resource.get('log_group_name'));
    const [referred] = context.graph.referencesFrom(resource, 'log_group_name', 'aws_cloudwatch_log_group');
    const group = referred ?? (typeof name === 'string' ? context.derive(groupsByName).get(name) : undefined);
    if (!group) return [];
    return judge(
      written(group, 'log_group_class') ?? 'STANDARD',
      `log_group_class of ${group.address}`,
      (value) =>
        value === 'STANDARD'
          ? undefined
          : `the class of ${group.address} is ${shown(value)}, which has no filters`,
      'log_group_name',
    );
  },
};

function groupsByName(context: RuleContext): ReadonlyMap<string, Resource> {
  const groups = context.graph.byType('aws_cloudwatch_log_group');
  return new Map(groups.map((group) => [String(toText(group.get('name'))), group]));
}
