import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'logs-alarm-enabled',
  severity: 'medium',
  summary: 'The actions of an alarm are not switched off.',
  rationale: 'An alarm without actions changes its colour on a page that nobody looks at.',
  remediation: 'Remove `actions_enabled = false`.',
  references: ['CKV_AWS_319'],
  types: ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'],
  check: (resource) => mustBeTrue(resource, 'actions_enabled', { absent: true }),
};
