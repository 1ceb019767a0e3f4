import { rule } from '../../../../policies/rules/cloudfront/cloudfront-geo-restriction';
import { testRule } from '../support';

const distribution = (kind: string) =>
  `variable "v" {}\nresource "aws_cloudfront_distribution" "d" {\n restrictions {\n geo_restriction {\n restriction_type = ${kind}\n}\n}\n}`;

testRule(rule, {
  pass: { 'some countries': distribution('"whitelist"') },
  fail: { none: distribution('"none"') },
  unknown: { 'a variable': distribution('var.v') },
  evasion: { 'from a local': `locals {\n kind = "none"\n}\n${distribution('local.kind')}` },
});
