import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-data-trace';
import { testRule } from '../support';

const stage = (body: string) =>
  `variable "v" {}\nresource "aws_apigatewayv2_stage" "s" {\n api_id = "a"\n name = "live"\n ${body}\n}`;

testRule(rule, {
  pass: { off: stage(''), 'said so': stage('default_route_settings {\n data_trace_enabled = false\n}') },
  fail: { on: stage('default_route_settings {\n data_trace_enabled = true\n}') },
  unknown: { 'a variable': stage('default_route_settings {\n data_trace_enabled = var.v\n}') },
  evasion: { 'for one route': stage('route_settings {\n route_key = "x"\n data_trace_enabled = "true"\n}') },
});
