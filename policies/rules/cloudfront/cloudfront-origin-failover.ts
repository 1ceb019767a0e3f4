import { isUnknown } from '../../graph/value';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudfront-origin-failover',
  severity: 'low',
  summary: 'A distribution has a second origin for when the first one fails.',
  rationale: 'With one origin what is not in the cache is gone as long as the origin is.',
  remediation: 'Add `origin_group` with two `member` and `failover_criteria`.',
  references: ['CKV_AWS_310'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution): Outcome | readonly Outcome[] => {
    const groups = distribution.blocks('origin_group');
    if (groups.length === 0) return fail('the distribution has no second origin');
    return groups.map((group, index): Outcome => {
      const path = `origin_group[${index}]`;
      if (isUnknown(group)) return unknown('origin_group', group, path);
      const members = distribution.blocks(`${path}.member`);
      const open = members.find(isUnknown);
      if (distribution.blocks(`${path}.failover_criteria`).length === 0)
        return fail('the group never fails over', path);
      if (members.length >= 2) return pass();
      return open ? unknown('member', open, path) : fail('the group has no second origin', path);
    });
  },
};
