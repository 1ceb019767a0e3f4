import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-domain-tls';
import { testRule } from '../support';

const domain = (policy: string) =>
  `variable "v" {}\nresource "aws_apigatewayv2_domain_name" "d" {\n domain_name = "x"\n domain_name_configuration {\n certificate_arn = "c"\n endpoint_type = "REGIONAL"\n ${policy}\n}\n}`;

testRule(rule, {
  pass: { 'TLS 1.2': domain('security_policy = "TLS_1_2"') },
  fail: { 'TLS 1.0': domain('security_policy = "TLS_1_0"') },
  unknown: { 'a variable': domain('security_policy = var.v') },
  evasion: { 'both alternatives wrong': domain('security_policy = var.v ? "TLS_1_0" : "TLS_1_1"') },
});
