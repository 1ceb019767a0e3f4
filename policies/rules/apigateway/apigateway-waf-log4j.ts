import type { Rule } from '../rule';
import { hasLog4jGroups } from '../waf/support/log4j';
import { aclsAt, associationsOf } from '../waf/support/web-acl';

export const rule: Rule = {
  id: 'apigateway-waf-log4j',
  severity: 'medium',
  summary: 'The web ACL before an API keeps out the lookups of Log4j (CVE-2021-44228).',
  rationale: 'A string in any header that a Java back end logs runs code of the caller there.',
  remediation:
    "Add AWS's rule groups AWSManagedRulesKnownBadInputsRuleSet and AWSManagedRulesAnonymousIpList to the web ACL.",
  references: ['CKV2_AWS_77'],
  types: ['aws_api_gateway_stage', 'aws_apigatewayv2_api'],
  check: (resource, context) =>
    associationsOf(context, resource)
      .sure.flatMap((association) => aclsAt(context, association, 'web_acl_arn'))
      .map(hasLog4jGroups),
};
