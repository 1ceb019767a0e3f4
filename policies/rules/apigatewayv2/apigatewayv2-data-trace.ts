import { mustBeFalse } from '../attribute';
import { eachBlock } from '../each-block';
import type { Rule } from '../rule';

const MESSAGE = { message: 'messages are logged whole' };

export const rule: Rule = {
  id: 'apigatewayv2-data-trace',
  severity: 'medium',
  summary: 'Messages of an API are not written whole to the log.',
  rationale: 'Data tracing logs bodies: personal data and credentials of the callers end up in CloudWatch.',
  remediation: 'Remove `data_trace_enabled`, or set it to `false`.',
  types: ['aws_apigatewayv2_stage'],
  check: (stage) => [
    mustBeFalse(stage, 'default_route_settings[0].data_trace_enabled', MESSAGE),
    ...eachBlock(stage, 'route_settings', (_, path) =>
      mustBeFalse(stage, `${path}.data_trace_enabled`, MESSAGE),
    ),
  ],
};
