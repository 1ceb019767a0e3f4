import { rule } from '../../../../policies/rules/cloudfront/cloudfront-log';
import { testRule } from '../support';

const distribution = (body: string, rest = '') =>
  `variable "v" {}\nresource "aws_s3_bucket" "l" {\n bucket = "l"\n}\nresource "aws_cloudfront_distribution" "d" {\n enabled = true\n ${body}\n}\n${rest}`;
const source = (arn: string) =>
  `resource "aws_cloudwatch_log_delivery_source" "s" {\n name = "s"\n log_type = "ACCESS_LOGS"\n resource_arn = ${arn}\n}`;
const delivery =
  '\nresource "aws_cloudwatch_log_delivery" "d" {\n delivery_source_name = aws_cloudwatch_log_delivery_source.s.name\n}';

testRule(rule, {
  pass: {
    'a bucket': distribution('logging_config {\n bucket = aws_s3_bucket.l.bucket_domain_name\n}'),
    'the second version': distribution('', source('aws_cloudfront_distribution.d.arn') + delivery),
  },
  fail: { none: distribution('') },
  unknown: {
    'a variable': distribution('logging_config {\n bucket = var.v\n}'),
    'what is logged': distribution('', source('var.v')),
  },
  evasion: {
    'a source that goes nowhere': distribution('', source('aws_cloudfront_distribution.d.arn')),
    'an empty bucket': distribution('logging_config {\n bucket = ""\n}'),
  },
});
