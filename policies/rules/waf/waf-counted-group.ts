import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { managedGroups } from './support/web-acl';

export const rule: Rule = {
  id: 'waf-counted-group',
  severity: 'medium',
  summary: 'The rule groups of a web ACL block, and do not only count.',
  rationale:
    'Counting is for the first days. A group left at `count` finds the attack, notes it, and lets it through.',
  remediation: 'Set `override_action { none {} }`.',
  types: ['aws_wafv2_web_acl'],
  check: (acl): readonly Outcome[] =>
    managedGroups(acl).groups.map(({ name, path }) => {
      const counted = written(acl, `${path}.override_action[0].count[0]`);
      if (isUnknown(counted)) return unknown('override_action', counted, path);
      return counted === undefined ? pass() : fail(`${name} only counts`, path);
    }),
};
