import { rule } from '../../../../policies/rules/apigateway/apigateway-domain-tls';
import { testRule } from '../support';

const domain = (body: string) =>
  `variable "v" {}\nresource "aws_api_gateway_domain_name" "d" {\n domain_name = "api.example.com"\n ${body}\n}`;

testRule(rule, {
  pass: {
    'TLS 1.2': domain('security_policy = "TLS_1_2"'),
    'TLS 1.3': domain('security_policy = "SecurityPolicy_TLS13_1_3_2025_09"'),
  },
  fail: { 'TLS 1.0': domain('security_policy = "TLS_1_0"'), absent: domain('') },
  unknown: { 'a variable': domain('security_policy = var.v') },
  evasion: {
    'a default': `variable "tls" {\n default = "TLS_1_0"\n}\n${domain('security_policy = var.tls')}`,
  },
});
