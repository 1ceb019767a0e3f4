import { rule } from '../../../../policies/rules/codebuild/codebuild-log';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_project" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "p"'),
    'a bucket': of(`logs_config {
    cloudwatch_logs {
      status = "DISABLED"
    }
    s3_logs {
      status   = "ENABLED"
      location = "b/l"
    }
  }`),
    CloudWatch: of(`logs_config {
    cloudwatch_logs {
      group_name = "g"
    }
  }`),
  },
  fail: {
    disabled: of(`logs_config {
    cloudwatch_logs {
      status = "DISABLED"
    }
  }`),
    both: of(`logs_config {
    cloudwatch_logs {
      status = "DISABLED"
    }
    s3_logs {
      status = "DISABLED"
    }
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`logs_config {
    cloudwatch_logs {
      status = var.v
    }
  }`)}`,
  },
});
