import { rule } from '../../../../policies/rules/apigateway/apigateway-usage-plan-limits';
import { testRule } from '../support';

const plan = (body: string) =>
  `variable "v" {}\nresource "aws_api_gateway_usage_plan" "p" {\n name = "p"\n ${body}\n}`;

testRule(rule, {
  pass: {
    'a throttle': plan('throttle_settings {\n rate_limit = 10\n burst_limit = 5\n}'),
    'a quota': plan('quota_settings {\n limit = 1000\n period = "DAY"\n}'),
  },
  fail: { neither: plan('') },
  unknown: {
    'a dynamic block': plan(
      'dynamic "quota_settings" {\n for_each = var.v\n content {\n limit = 1\n period = "DAY"\n}\n}',
    ),
  },
  evasion: {
    'a dynamic block without elements': plan(
      'dynamic "quota_settings" {\n for_each = []\n content {\n limit = 1\n period = "DAY"\n}\n}',
    ),
  },
});
