import { rule } from '../../../../policies/rules/network/network-instance-metadata';
import { testRule } from '../support';

const instance = (options: string) => `resource "aws_instance" "i" {
  ${options}
}`;

testRule(rule, {
  pass: {
    'a token': instance('metadata_options {\n http_tokens = "required"\n}'),
    off: instance('metadata_options {\n http_endpoint = "disabled"\n}'),
    'a template': instance('metadata_options {\n http_tokens = "required"\n}').replace(
      'aws_instance',
      'aws_launch_template',
    ),
  },
  fail: {
    'no block': instance(''),
    optional: instance('metadata_options {\n http_tokens = "optional"\n}'),
    'a launch configuration': 'resource "aws_launch_configuration" "c" {}',
  },
  unknown: {
    'a variable': `variable "tokens" {}\n${instance('metadata_options {\n http_tokens = var.tokens\n}')}`,
  },
  evasion: {
    'only the hop limit': instance('metadata_options {\n http_put_response_hop_limit = 1\n}'),
    'on, and nothing else': instance('metadata_options {\n http_endpoint = "enabled"\n}'),
  },
});
