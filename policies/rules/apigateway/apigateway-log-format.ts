import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'access_log_settings[0].format';

export const rule: Rule = {
  id: 'apigateway-log-format',
  severity: 'low',
  summary: 'Access logs are written as JSON.',
  rationale:
    'CloudWatch Logs Insights, subscription filters and metric filters read the fields of JSON by name.',
  remediation: 'Set `format = jsonencode({ requestId = "$context.requestId", … })`.',
  references: ['Serverless-APIGWStructuredLogging'],
  types: ['aws_api_gateway_stage', 'aws_apigatewayv2_stage'],
  check: (stage): Outcome | readonly Outcome[] => {
    const format = written(stage, PATH);
    if (format === undefined) return [];
    if (isUnknown(format)) return unknown(PATH, format, PATH);
    return isObjectText(String(format)) ? pass() : fail('the format of the access log is not JSON', PATH);
  },
};

/** With `$context.…` outside of quotation marks it is JSON once API Gateway has put a number there. */
function isObjectText(format: string): boolean {
  const filled = format.replace(/(:\s*)(\$[\w.]+)/g, '$10').trim();
  try {
    return typeof JSON.parse(filled) === 'object' && filled.startsWith('{');
  } catch {
    return false;
  }
}
