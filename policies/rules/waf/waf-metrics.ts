import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'waf-metrics',
  severity: 'low',
  summary: 'A web ACL counts in CloudWatch what it lets through and what it blocks.',
  rationale: 'Without the metrics no alarm can tell of an attack, nor of a rule that blocks good callers.',
  remediation: 'Set `cloudwatch_metrics_enabled = true` in `visibility_config`.',
  types: ['aws_wafv2_web_acl'],
  check: (acl) =>
    mustBeTrue(acl, 'visibility_config[0].cloudwatch_metrics_enabled', {
      message: 'the web ACL has no metrics',
    }),
};
