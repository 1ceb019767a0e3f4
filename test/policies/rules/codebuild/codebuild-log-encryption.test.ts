import { rule } from '../../../../policies/rules/codebuild/codebuild-log-encryption';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_project" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "p"'),
    on: of(`logs_config {
    s3_logs {
      status              = "ENABLED"
      encryption_disabled = false
    }
  }`),
  },
  fail: {
    off: of(`logs_config {
    s3_logs {
      encryption_disabled = true
    }
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`logs_config {
    s3_logs {
      encryption_disabled = var.v
    }
  }`)}`,
  },
});
