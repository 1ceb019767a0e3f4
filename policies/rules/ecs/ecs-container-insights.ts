import { isObject, isUnknown, type Value } from '../../graph/value';
import { shown, writtenBlocks } from '../attribute';
import { fail, judge, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-container-insights',
  severity: 'low',
  summary: 'A cluster measures its containers.',
  rationale: 'The metrics of the cluster do not tell which service or task takes the memory.',
  remediation: 'Add `setting { name = "containerInsights", value = "enabled" }`.',
  references: ['CKV_AWS_65', 'AVD-AWS-0034', 'AwsSolutions-ECS4'],
  types: ['aws_ecs_cluster'],
  check: (resource, context) => {
    const settings = writtenBlocks(resource, 'setting');
    const setting = settings.find((one) => isObject(one) && one['name'] === 'containerInsights');
    if (isObject(setting)) {
      return judge(
        setting['value'],
        'containerInsights',
        (value) => (isOn(value) ? undefined : `containerInsights is ${shown(value)}`),
        'setting',
      );
    }
    const open = settings.find((one) => isUnknown(one));
    if (isUnknown(open)) return unknown('containerInsights', open, 'setting');
    const isDefault = context.graph
      .byType('aws_ecs_account_setting_default')
      .some((one) => one.get('name') === 'containerInsights' && isOn(one.get('value')));
    return isDefault ? pass() : fail('containerInsights is not set');
  },
};

function isOn(value: Value | undefined): boolean {
  return value === 'enabled' || value === 'enhanced';
}
