import { toBoolean } from '../../graph/value';
import { written } from '../attribute';
import type { Rule } from '../rule';
import { hasLog4jGroups } from '../waf/support/log4j';
import { aclsAt, associationsOf } from '../waf/support/web-acl';
import { LOAD_BALANCERS } from './support/load-balancer';

export const rule: Rule = {
  id: 'elb-waf-log4j',
  severity: 'medium',
  summary: 'The web ACL before a public load balancer keeps out the lookups of Log4j (CVE-2021-44228).',
  rationale: 'A string in any header that a Java application logs runs code of the caller there.',
  remediation:
    "Add AWS's rule groups AWSManagedRulesKnownBadInputsRuleSet and AWSManagedRulesAnonymousIpList to the web ACL.",
  references: ['CKV2_AWS_76'],
  types: LOAD_BALANCERS,
  check: (balancer, context) =>
    toBoolean(written(balancer, 'internal')) === true
      ? []
      : associationsOf(context, balancer)
          .sure.flatMap((association) => aclsAt(context, association, 'web_acl_arn'))
          .map(hasLog4jGroups),
};
