import { rule } from '../../../../policies/rules/cloudfront/cloudfront-hsts';
import { testRule } from '../support';

const policy = (body: string) =>
  `variable "v" {}\nresource "aws_cloudfront_response_headers_policy" "p" {\n name = "p"\n ${body}\n}`;
const hsts = (age: string, flags = 'include_subdomains = true\n preload = true\n override = true') =>
  policy(
    `security_headers_config {\n strict_transport_security {\n access_control_max_age_sec = ${age}\n ${flags}\n}\n}`,
  );

testRule(rule, {
  pass: { 'two years': hsts('63072000'), 'a year': hsts('"31536000"') },
  fail: { none: policy(''), 'half a year': hsts('15768000') },
  unknown: { 'a variable': hsts('var.v') },
  evasion: { 'without subdomains': hsts('31536000', 'preload = true\n override = true') },
});
