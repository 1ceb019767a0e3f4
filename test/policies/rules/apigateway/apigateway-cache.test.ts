import { rule } from '../../../../policies/rules/apigateway/apigateway-cache';
import { testRule } from '../support';

const stage = (body: string) =>
  `variable "v" {}\nresource "aws_api_gateway_stage" "s" {\n stage_name = "live"\n ${body}\n}`;

testRule(rule, {
  pass: { on: stage('cache_cluster_enabled = true') },
  fail: { off: stage('cache_cluster_enabled = false'), absent: stage('') },
  unknown: { 'a variable': stage('cache_cluster_enabled = var.v') },
  evasion: { 'a size without the cluster': stage('cache_cluster_size = "0.5"') },
});
