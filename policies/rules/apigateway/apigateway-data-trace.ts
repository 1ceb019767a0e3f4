import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigateway-data-trace',
  severity: 'medium',
  summary: 'Requests and answers are not written whole to the log.',
  rationale:
    'Data tracing logs bodies and headers: personal data and credentials of the callers end up in CloudWatch.',
  remediation: 'Remove `data_trace_enabled`, or set it to `false`.',
  references: ['CKV_AWS_276'],
  types: ['aws_api_gateway_method_settings'],
  check: (settings) =>
    mustBeFalse(settings, 'settings[0].data_trace_enabled', {
      message: 'requests and answers are logged whole',
    }),
};
