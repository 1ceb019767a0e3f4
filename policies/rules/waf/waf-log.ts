import { companionsOf } from '../companions';
import { needsCompanion } from '../needs-companion';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'waf-log',
  severity: 'medium',
  summary: 'A web ACL logs the requests that it has judged.',
  rationale: 'Without the log nobody knows what was blocked, nor that a rule blocks good callers.',
  remediation: 'Add `aws_wafv2_web_acl_logging_configuration` with `resource_arn` of the web ACL.',
  references: ['CKV2_AWS_31'],
  types: ['aws_wafv2_web_acl'],
  check: (acl, context) =>
    needsCompanion(
      companionsOf(context, acl, 'aws_wafv2_web_acl_logging_configuration', 'resource_arn', ['arn']),
      'the web ACL writes no log',
    ),
};
