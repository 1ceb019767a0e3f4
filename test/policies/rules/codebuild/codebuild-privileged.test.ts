import { rule } from '../../../../policies/rules/codebuild/codebuild-privileged';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_project" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    image = "aws/codebuild/standard:7.0"
  }`),
  },
  fail: {
    on: of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    privileged_mode = true
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    privileged_mode = var.v
  }`)}`,
  },
  evasion: {
    'as a text': of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    privileged_mode = "true"
  }`),
  },
});
