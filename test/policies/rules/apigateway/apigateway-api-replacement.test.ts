import { rule } from '../../../../policies/rules/apigateway/apigateway-api-replacement';
import { testRule } from '../support';

const api = (body: string) => `resource "aws_api_gateway_rest_api" "a" {\n name = "a"\n ${body}\n}`;

testRule(rule, {
  pass: { 'the new one first': api('lifecycle {\n create_before_destroy = true\n}') },
  fail: {
    'no lifecycle': api(''),
    'the old one first': api('lifecycle {\n create_before_destroy = false\n}'),
  },
  evasion: { 'a setting for destroying only': api('lifecycle {\n prevent_destroy = true\n}') },
});
