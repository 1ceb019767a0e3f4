import { isUnknown, type Value } from '../../graph/value';
import { written } from '../attribute';
import { eachBlock } from '../each-block';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';
import { rulesPath } from './support/rules-of';

export const rule: Rule = {
  id: 'waf-rule-action',
  severity: 'medium',
  summary: 'Each rule of a web ACL says what to do with the requests that it finds.',
  rationale: 'A rule without an action finds requests and does nothing.',
  remediation: 'Add `action`; for a rule group `override_action { none {} }`.',
  references: ['CKV_AWS_342'],
  types: [
    'aws_waf_web_acl',
    'aws_wafregional_web_acl',
    'aws_wafv2_web_acl',
    'aws_wafv2_rule_group',
    'aws_wafregional_rule_group',
    'aws_waf_rule_group',
  ],
  check: (acl) => {
    const rules = rulesPath(acl);
    return eachBlock(acl, rules, (block, path) => {
      const isGroup = written(acl, `${path}.statement[0].managed_rule_group_statement`) !== undefined;
      if (isGroup || says(block['action']) || says(block['override_action'])) return pass();
      return fail('the rule has no action', path);
    });
  },
};

/** There is such a block, and something in it. */
function says(action: Value | undefined): boolean {
  if (action === undefined || action === null) return false;
  if (isUnknown(action)) return true;
  const blocks = Array.isArray(action) ? action : [action];
  return blocks.some(
    (block) =>
      isUnknown(block) || (typeof block === 'object' && block !== null && Object.keys(block).length > 0),
  );
}
