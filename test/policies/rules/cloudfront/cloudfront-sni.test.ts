import { rule } from '../../../../policies/rules/cloudfront/cloudfront-sni';
import { testRule } from '../support';

const certificate = (method: string) =>
  `variable "v" {}\nresource "aws_cloudfront_distribution" "d" {\n viewer_certificate {\n acm_certificate_arn = "c"\n ${method}\n}\n}`;

testRule(rule, {
  pass: { SNI: certificate('ssl_support_method = "sni-only"') },
  fail: { addresses: certificate('ssl_support_method = "vip"') },
  unknown: { 'a variable': certificate('ssl_support_method = var.v') },
  evasion: { 'both alternatives': certificate('ssl_support_method = var.v ? "vip" : "vip"') },
  silent: { 'nothing said': certificate('') },
});
