import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { matchesAll, readPattern } from './support/pattern';

export const rule: Rule = {
  id: 'events-rule-open-pattern',
  severity: 'medium',
  summary: 'A rule chooses its events: it does not match every one.',
  rationale:
    'A target that gets every event also gets those that somebody else will send next year. One whose action causes ' +
    'an event runs in a circle, and is paid for at each turn.',
  remediation: 'Name `source` and `detail-type` in `event_pattern`.',
  types: ['aws_cloudwatch_event_rule'],
  check: (rule, context): Outcome | readonly Outcome[] => {
    const pattern = readPattern(written(rule, 'event_pattern'));
    if (pattern === undefined) return [];
    const all = matchesAll(pattern);
    if (isUnknown(all)) return unknown('event_pattern', all, 'event_pattern');
    if (!all) return pass();
    const bus = context.graph.referencesFrom(rule, 'event_bus_name')[0]?.address ?? 'the bus';
    return fail(`the rule matches every event of ${bus}`, 'event_pattern');
  },
};
