import { rule } from '../../../../policies/rules/cloudfront/cloudfront-viewer-tls';
import { testRule } from '../support';

const distribution = (body: string) =>
  `variable "v" {}\nresource "aws_cloudfront_distribution" "d" {\n enabled = true\n ${body}\n}`;
const certificate = (body: string) => distribution(`viewer_certificate {\n ${body}\n}`);

testRule(rule, {
  pass: {
    'TLS 1.2': certificate('acm_certificate_arn = "c"\n minimum_protocol_version = "TLSv1.2_2018"'),
    'TLS 1.3': certificate('acm_certificate_arn = "c"\n minimum_protocol_version = "TLSv1.3_2025"'),
  },
  fail: {
    'the default certificate': certificate('cloudfront_default_certificate = true'),
    'TLS 1.1': certificate('acm_certificate_arn = "c"\n minimum_protocol_version = "TLSv1.1_2016"'),
  },
  unknown: {
    'the version': certificate('acm_certificate_arn = "c"\n minimum_protocol_version = var.v'),
    'the certificate': certificate('cloudfront_default_certificate = var.v'),
  },
  evasion: {
    'TLS 1.2 beside the default certificate': certificate(
      'cloudfront_default_certificate = "true"\n minimum_protocol_version = "TLSv1.2_2021"',
    ),
    'no version': certificate('acm_certificate_arn = "c"'),
    'no block': distribution(''),
  },
});
