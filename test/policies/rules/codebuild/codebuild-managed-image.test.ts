import { rule } from '../../../../policies/rules/codebuild/codebuild-managed-image';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_project" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'of AWS': of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    image = "aws/codebuild/amazonlinux2-x86_64-standard:5.0"
  }`),
  },
  fail: {
    'of others': of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    image = "docker.io/library/node:22"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    image = var.v
  }`)}`,
  },
});
