import { rule } from '../../../../policies/rules/apigateway/apigateway-method-cache';
import { testRule } from '../support';

const settings = (body: string) =>
  `variable "v" {}\nresource "aws_api_gateway_method_settings" "m" {\n method_path = "*/*"\n settings {\n ${body}\n}\n}`;

testRule(rule, {
  pass: { on: settings('caching_enabled = true') },
  fail: { off: settings('caching_enabled = false'), absent: settings('') },
  unknown: { 'a variable': settings('caching_enabled = var.v') },
});
