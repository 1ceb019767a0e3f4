import { rule } from '../../../../policies/rules/codebuild/codebuild-webhook-filter';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_webhook" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a filter': of(`project_name = "p"
  filter_group {
    filter {
      type    = "EVENT"
      pattern = "PUSH"
    }
  }`),
    'a branch': of('branch_filter = "main"'),
  },
  fail: {
    nothing: of('project_name = "p"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`dynamic "filter_group" {
    for_each = var.v
    content {
    }
  }`)}`,
  },
  evasion: {
    'no elements': of(`dynamic "filter_group" {
    for_each = []
    content {
    }
  }`),
  },
});
