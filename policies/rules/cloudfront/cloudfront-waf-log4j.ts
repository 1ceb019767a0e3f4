import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, unknown } from '../outcome';
import type { Rule } from '../rule';
import { hasLog4jGroups } from '../waf/support/log4j';
import { aclsAt } from '../waf/support/web-acl';

export const rule: Rule = {
  id: 'cloudfront-waf-log4j',
  severity: 'medium',
  summary: 'The web ACL before a distribution keeps out the lookups of Log4j (CVE-2021-44228).',
  rationale: 'A string in any header that a Java application logs runs code of the caller there.',
  remediation:
    "Add AWS's rule groups AWSManagedRulesKnownBadInputsRuleSet and AWSManagedRulesAnonymousIpList to the web ACL.",
  references: ['CKV2_AWS_47'],
  types: ['aws_cloudfront_distribution'],
  check: (distribution, context): Outcome | readonly Outcome[] => {
    const [acl] = aclsAt(context, distribution, 'web_acl_id');
    if (acl) return hasLog4jGroups(acl);
    const id = written(distribution, 'web_acl_id');
    if (isUnknown(id)) return unknown('the rules of the web ACL', id, 'web_acl_id');
    return id
      ? unknown('the rules of the web ACL', 'it is not in the input', 'web_acl_id')
      : fail('no web ACL protects the distribution');
  },
};
