import { isList, isUnknown, toText } from '../../graph/value';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'firewall_policy[0].stateful_default_actions';

export const rule: Rule = {
  id: 'network-firewall-stateful-default',
  severity: 'medium',
  summary: 'A network firewall that asks its rules in strict order drops what none of them lets through.',
  rationale:
    'In strict order, what no rule decides is passed unless a default action drops it: a list of allowed hosts then ' +
    'allows all hosts.',
  remediation:
    'Set `stateful_default_actions` to `aws:drop_established` or `aws:drop_strict`, with an alert action beside it.',
  types: ['aws_networkfirewall_firewall_policy'],
  check: (resource, context): Outcome | readonly Outcome[] => {
    const order = toText(resource.get('firewall_policy[0].stateful_engine_options[0].rule_order'));
    if (order !== 'STRICT_ORDER') return [];
    const actions = resource.get(PATH) ?? [];
    if (isUnknown(actions)) return unknown('the default actions', actions, PATH);
    const texts = isList(actions) ? actions.map(toText) : [];
    if (texts.some((one) => typeof one === 'string' && one.startsWith('aws:drop_'))) return pass();
    const open = texts.find(isUnknown);
    if (open) return unknown('the default actions', open, PATH);
    // A last rule of one's own does the same.
    const groups = context.graph.referencesFrom(resource, undefined, 'aws_networkfirewall_rule_group');
    const dropping = groups.some((group) => {
      const rules = toText(group.get('rule_group[0].rules_source[0].rules_string'));
      return typeof rules === 'string' && /^\s*drop\s+ip\s+any\s+any\s+->\s+any\s+any/m.test(rules);
    });
    return dropping ? pass() : fail('no default action drops what no rule lets through', PATH);
  },
};
