import { rule } from '../../../../policies/rules/codebuild/codebuild-report-encryption';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_report_group" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "g"'),
  },
  fail: {
    off: of(`export_config {
    type = "S3"
    s3_destination {
      bucket              = "b"
      encryption_disabled = true
    }
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`export_config {
    type = "S3"
    s3_destination {
      bucket              = "b"
      encryption_disabled = var.v
    }
  }`)}`,
  },
});
