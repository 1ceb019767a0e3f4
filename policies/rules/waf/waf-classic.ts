import { fail, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'waf-classic',
  severity: 'low',
  summary: 'Web ACLs are of the second version of WAF.',
  rationale:
    'AWS ends WAF Classic on 30 September 2025. It has none of the managed rule groups, and load balancers, APIs and ' +
    'distributions behind it are unprotected from then on.',
  remediation: 'Replace it by `aws_wafv2_web_acl`.',
  types: ['aws_waf_web_acl', 'aws_wafregional_web_acl', 'aws_wafv2_web_acl'],
  check: (acl) => (acl.type === 'aws_wafv2_web_acl' ? pass() : fail('WAF Classic is at its end')),
};
