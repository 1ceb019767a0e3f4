import { rule } from '../../../../policies/rules/apigateway/apigateway-cache-encryption';
import { testRule } from '../support';

const settings = (body: string) =>
  `variable "v" {}\nresource "aws_api_gateway_method_settings" "m" {\n method_path = "*/*"\n settings {\n ${body}\n}\n}`;

testRule(rule, {
  pass: {
    'cached and encrypted': settings('caching_enabled = true\n cache_data_encrypted = true'),
    'not cached': settings('logging_level = "INFO"'),
    'encrypted, whether cached or not': settings('caching_enabled = var.v\n cache_data_encrypted = true'),
  },
  fail: {
    'not encrypted': settings('caching_enabled = true\n cache_data_encrypted = false'),
    'nothing said': settings('caching_enabled = true'),
  },
  unknown: {
    'whether it is encrypted': settings('caching_enabled = true\n cache_data_encrypted = var.v'),
    'whether it is cached': settings('caching_enabled = var.v'),
  },
  evasion: { strings: settings('caching_enabled = "true"\n cache_data_encrypted = "false"') },
});
