import { rule } from '../../../../policies/rules/cloudfront/cloudfront-viewer-tls-policy';
import { testRule } from '../support';

const certificate = (body: string) =>
  `variable "v" {}\nresource "aws_cloudfront_distribution" "d" {\n enabled = true\n viewer_certificate {\n ${body}\n}\n}`;

testRule(rule, {
  pass: {
    'of 2021': certificate('minimum_protocol_version = "TLSv1.2_2021"'),
    'of 2025': certificate('minimum_protocol_version = "TLSv1.3_2025"'),
    'the default certificate, which another rule judges': certificate(
      'cloudfront_default_certificate = true',
    ),
  },
  fail: {
    'of 2019': certificate('minimum_protocol_version = "TLSv1.2_2019"'),
    'TLS 1.0': certificate('minimum_protocol_version = "TLSv1"'),
  },
  unknown: { 'a variable': certificate('minimum_protocol_version = var.v') },
  evasion: { 'no version': certificate('acm_certificate_arn = "c"') },
});
