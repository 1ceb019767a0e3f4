import { mustBeOneOf, written } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigatewayv2-quick-create',
  severity: 'high',
  summary: 'An HTTP API is not made with `target`, which lets everybody call its only route.',
  rationale:
    'Quick create makes a route (`$default` unless `route_key` says otherwise), a stage and an integration that are ' +
    'not in the configuration: without authorization, without access log, without limits.',
  remediation:
    'Replace `target` by `aws_apigatewayv2_integration`, `…_route` with authorization, and `…_stage`.',
  types: ['aws_apigatewayv2_api'],
  check: (api) =>
    written(api, 'target') === undefined
      ? []
      : mustBeOneOf(api, 'target', [''], { message: 'quick create makes a route that everybody may call' }),
};
