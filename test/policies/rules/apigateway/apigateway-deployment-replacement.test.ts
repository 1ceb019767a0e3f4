import { rule } from '../../../../policies/rules/apigateway/apigateway-deployment-replacement';
import { testRule } from '../support';

const deployment = (body: string) =>
  `variable "v" {}\nresource "aws_api_gateway_deployment" "d" {\n rest_api_id = "a"\n ${body}\n}`;

testRule(rule, {
  pass: { 'the new one first': deployment('lifecycle {\n create_before_destroy = true\n}') },
  fail: {
    'no lifecycle': deployment(''),
    'the old one first': deployment('lifecycle {\n create_before_destroy = false\n}'),
  },
  evasion: { 'another setting': deployment('lifecycle {\n prevent_destroy = true\n}') },
});
