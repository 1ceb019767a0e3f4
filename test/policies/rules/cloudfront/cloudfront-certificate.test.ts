import { rule } from '../../../../policies/rules/cloudfront/cloudfront-certificate';
import { testRule } from '../support';

const certificate = (body: string) =>
  `variable "v" {}\nresource "aws_acm_certificate" "c" {\n domain_name = "x"\n}\nresource "aws_cloudfront_distribution" "d" {\n viewer_certificate {\n ${body}\n}\n}`;

testRule(rule, {
  pass: {
    'a certificate of ACM': certificate('acm_certificate_arn = aws_acm_certificate.c.arn'),
    'a certificate of IAM': certificate('iam_certificate_id = "abc"'),
  },
  fail: { 'the default': certificate('cloudfront_default_certificate = true') },
  unknown: { 'a variable': certificate('acm_certificate_arn = var.v') },
  evasion: { 'an empty ARN': certificate('acm_certificate_arn = ""') },
});
