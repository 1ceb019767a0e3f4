import { rule } from '../../../../policies/rules/cognito/cognito-client-callback';
import { testRule } from '../support';

const client = (urls: string) =>
  `variable "v" {}\nresource "aws_cognito_user_pool_client" "c" {\n name = "c"\n callback_urls = ${urls}\n}`;

testRule(rule, {
  pass: { HTTPS: client('["https://example.com/back"]'), 'an app': client('["myapp://back"]') },
  fail: { HTTP: client('["http://example.com/back"]') },
  unknown: { 'a variable': client('var.v') },
  evasion: {
    localhost: client('["https://example.com/back", "http://localhost:3000/back"]'),
    'capital letters': client('["HTTP://example.com"]'),
  },
  silent: { none: 'resource "aws_cognito_user_pool_client" "c" {\n name = "c"\n}' },
});
