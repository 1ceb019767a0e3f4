import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigatewayv2-domain-tls',
  severity: 'high',
  summary: 'The domain name of an HTTP or WebSocket API accepts TLS 1.2 and later only.',
  rationale:
    'With TLS 1.0 and 1.1 a man in the middle can make both sides fall back to ciphers that are broken.',
  remediation: 'Set `security_policy = "TLS_1_2"`.',
  references: ['AVD-AWS-0005'],
  types: ['aws_apigatewayv2_domain_name'],
  check: (domain) =>
    mustBeOneOf(domain, 'domain_name_configuration[0].security_policy', ['TLS_1_2', 'TLS_1_3']),
};
