import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-logs-public',
  severity: 'critical',
  summary: 'Policies of log groups and of log destinations do not let in everyone.',
  rationale:
    'Who may write into the logs forges the record of what happened, and fills it at the cost of the owner.',
  remediation:
    'Name the service or the accounts, and add a condition on `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`.',
  types: [
    'aws_cloudwatch_log_resource_policy',
    'aws_cloudwatch_log_destination_policy',
    'aws_cloudwatch_log_delivery_destination_policy',
    'aws_xray_resource_policy',
    'aws_oam_sink_policy',
  ],
  check: (resource, context) => publicOutcomes(resource, context, 'the logs'),
};
