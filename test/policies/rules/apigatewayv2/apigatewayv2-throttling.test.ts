import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-throttling';
import { testRule } from '../support';

const stage = (body: string) =>
  `variable "v" {}\nresource "aws_apigatewayv2_stage" "s" {\n api_id = "a"\n name = "live"\n ${body}\n}`;
const settings = (body: string) => stage(`default_route_settings {\n ${body}\n}`);

testRule(rule, {
  pass: { limits: settings('throttling_rate_limit = 100\n throttling_burst_limit = 50') },
  fail: { 'no settings': stage(''), 'a rate without a burst': settings('throttling_rate_limit = 100') },
  unknown: { 'a variable': settings('throttling_rate_limit = var.v\n throttling_burst_limit = 50') },
  evasion: {
    'limits for one route only': stage(
      'route_settings {\n route_key = "GET /"\n throttling_rate_limit = 1\n throttling_burst_limit = 1\n}',
    ),
  },
});
