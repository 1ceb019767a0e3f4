import type { Resource } from '../../graph/resource';
import { isList, isUnknown, toText } from '../../graph/value';
import { written } from '../attribute';
import type { RuleContext } from '../context';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'logs-alarm-notifies',
  severity: 'medium',
  summary: 'An alarm tells somebody, or is part of an alarm that does.',
  rationale: 'An alarm without an action is noticed when a customer calls.',
  remediation: 'Set `alarm_actions` to an SNS topic, or name the alarm in a composite alarm.',
  types: ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'],
  check: (resource, context) => {
    const actions = ['alarm_actions', 'insufficient_data_actions', 'ok_actions'].map((name) =>
      written(resource, name),
    );
    if (actions.some((list) => isList(list) && list.length > 0)) return pass();
    const open = actions.find((list) => isUnknown(list));
    if (isUnknown(open)) return unknown('the actions of the alarm', open, 'alarm_actions');
    const name = toText(resource.get('alarm_name'));
    const isPart = context
      .derive(composites)
      .some(
        ({ alarm, rule, parts }) =>
          alarm !== resource &&
          (parts.has(resource) ||
            (typeof name === 'string' && new RegExp(`[("]${escaped(name)}[)"]`).test(rule))),
      );
    return isPart ? pass() : fail('the alarm has no action', 'alarm_actions');
  },
};

interface Composite {
  readonly alarm: Resource;
  readonly rule: string;
  readonly parts: ReadonlySet<Resource>;
}

function composites(context: RuleContext): readonly Composite[] {
  return context.graph.byType('aws_cloudwatch_composite_alarm').map((alarm) => ({
    alarm,
    rule: context.graph.text(alarm.get('alarm_rule')) ?? '',
    parts: new Set(context.graph.referencesFrom(alarm, 'alarm_rule')),
  }));
}

/** The text as a part of a regular expression. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
