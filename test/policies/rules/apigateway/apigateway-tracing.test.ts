import { rule } from '../../../../policies/rules/apigateway/apigateway-tracing';
import { testRule } from '../support';

const stage = (body: string) =>
  `variable "v" {}\nresource "aws_api_gateway_stage" "s" {\n stage_name = "live"\n ${body}\n}`;

testRule(rule, {
  pass: { on: stage('xray_tracing_enabled = true'), 'a string': stage('xray_tracing_enabled = "true"') },
  fail: { off: stage('xray_tracing_enabled = false'), absent: stage('') },
  unknown: { 'a variable': stage('xray_tracing_enabled = var.v') },
});
