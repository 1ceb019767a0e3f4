import type { Resource } from '../../graph/resource';
import { isList, toText } from '../../graph/value';
import { isSurelySet, shown, written } from '../attribute';
import type { RuleContext } from '../context';
import { judge, type Outcome } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'elb-attached-group',
  severity: 'low',
  summary: 'An Auto Scaling group behind a load balancer replaces what the load balancer finds unhealthy.',
  rationale:
    'By default a group asks EC2 alone: an instance that runs and answers nothing stays, out of service, and is not ' +
    'replaced. Without a check of its own the balancer asks for a page that says little.',
  remediation:
    'Set `health_check_type = "ELB"` on the group, and a `health_check` block on the balancer or the target group.',
  references: ['CKV2_AWS_15'],
  types: ['aws_autoscaling_attachment', 'aws_autoscaling_group'],
  check: (resource, context) =>
    resource.type === 'aws_autoscaling_group'
      ? ['load_balancers', 'target_group_arns'].some((path) => isGiven(resource, path))
        ? [askedByBalancer(resource)]
        : []
      : [...ofAttachment(resource, context)],
};

function* ofAttachment(attachment: Resource, { graph }: RuleContext): Generator<Outcome> {
  const group = graph.referencesFrom(attachment, 'autoscaling_group_name', 'aws_autoscaling_group')[0];
  if (group) yield askedByBalancer(group);
  const names = ['elb', 'lb_target_group_arn', 'alb_target_group_arn'];
  for (const balancer of names.flatMap((name) => graph.referencesFrom(attachment, name))) {
    yield judge(
      written(balancer, 'health_check'),
      'health_check',
      (block) =>
        isList(block) && block.length > 0 ? undefined : 'the balancer of the group has no health check',
      { resource: balancer, path: 'health_check' },
    );
  }
}

function askedByBalancer(group: Resource): Outcome {
  const path = 'health_check_type';
  const wrong = (value: Parameters<typeof toText>[0]): string | undefined =>
    toText(value) === 'ELB'
      ? undefined
      : `${path} is ${shown(value)}: the group does not ask its load balancer`;
  return judge(written(group, path), path, wrong, { resource: group, path });
}

function isGiven(group: Resource, path: string): boolean {
  const value = written(group, path);
  return isSurelySet(value) || (isList(value) && value.length > 0);
}
