import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'waf-rate-limit',
  severity: 'low',
  summary: 'A web ACL limits how many requests one address may send.',
  rationale:
    'The managed groups look at single requests. Guessed passwords and floods are seen only by their number.',
  remediation: 'Add a rule with `rate_based_statement`.',
  types: ['aws_wafv2_web_acl'],
  check: (acl): Outcome => {
    const rules = acl.blocks('rule');
    const hasStatement = (name: string): boolean =>
      rules.some((_, index) => {
        const statement = written(acl, `rule[${index}].statement[0].${name}`);
        return statement !== undefined && !isUnknown(statement);
      });
    // A group of one's own may have the limit.
    const isLimited = hasStatement('rate_based_statement') || hasStatement('rule_group_reference_statement');
    if (isLimited || written(acl, 'rule_json') !== undefined) return pass();
    const open = rules.find(isUnknown);
    return open ? unknown('rule', open, 'rule') : fail('no rule limits the rate of requests');
  },
};
