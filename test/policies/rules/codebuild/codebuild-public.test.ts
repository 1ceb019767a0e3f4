import { rule } from '../../../../policies/rules/codebuild/codebuild-public';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_project" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "p"'),
  },
  fail: {
    public: of('project_visibility = "PUBLIC_READ"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`project_visibility = var.v`)}`,
  },
});
