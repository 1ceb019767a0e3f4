import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigatewayv2-access-log',
  severity: 'medium',
  summary: 'A stage of an HTTP or WebSocket API writes who called what to a log.',
  rationale:
    'Without an access log nobody can tell afterwards who called the API, from where, and with what answer.',
  remediation: 'Add `access_log_settings` with `destination_arn` and `format`.',
  references: ['CKV_AWS_76', 'AVD-AWS-0001', 'AwsSolutions-APIG1'],
  types: ['aws_apigatewayv2_stage'],
  check: (stage) =>
    mustBeSet(stage, 'access_log_settings[0].destination_arn', { message: 'the stage writes no access log' }),
};
