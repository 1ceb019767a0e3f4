import { rule } from '../../../../policies/rules/apigateway/apigateway-data-trace';
import { testRule } from '../support';

const settings = (body: string) =>
  `variable "v" {}\nresource "aws_api_gateway_method_settings" "m" {\n method_path = "*/*"\n settings {\n ${body}\n}\n}`;

testRule(rule, {
  pass: { off: settings('data_trace_enabled = false'), absent: settings('') },
  fail: { on: settings('data_trace_enabled = true') },
  unknown: { 'a variable': settings('data_trace_enabled = var.v') },
  evasion: {
    'a string': settings('data_trace_enabled = "true"'),
    'a local': `locals {\n debug = true\n}\n${settings('data_trace_enabled = local.debug')}`,
  },
});
