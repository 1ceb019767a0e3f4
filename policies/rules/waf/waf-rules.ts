import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { rulesPath } from './support/rules-of';

export const rule: Rule = {
  id: 'waf-rules',
  severity: 'medium',
  summary: 'A web ACL has rules.',
  rationale:
    'Without rules its default action holds for every request: a firewall that lets everything through.',
  remediation: 'Add `rule` blocks, or AWS managed rule groups.',
  references: ['CKV_AWS_175'],
  types: ['aws_waf_web_acl', 'aws_wafregional_web_acl', 'aws_wafv2_web_acl'],
  check: (acl): Outcome => {
    const path = rulesPath(acl);
    const blocks = acl.blocks(path);
    if (blocks.some((block) => !isUnknown(block) && Object.keys(block).length > 0)) return pass();
    // Rules may also stand in one JSON document.
    if (written(acl, 'rule_json') !== undefined) return pass();
    const open = blocks.find(isUnknown);
    return open ? unknown(path, open, path) : fail('the web ACL has no rules');
  },
};
