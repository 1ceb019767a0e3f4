import { rule } from '../../../../policies/rules/codebuild/codebuild-source-token';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_source_credential" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a variable without a value': `variable "v" {}\n${of(`auth_type = "PERSONAL_ACCESS_TOKEN"
  token = var.v`)}`,
  },
  fail: {
    'a text': of(`auth_type = "PERSONAL_ACCESS_TOKEN"
  token = "abcdef0123456789"`),
  },
  evasion: {
    'the default of a variable': `variable "t" {
  default = "abcdef0123456789"
}
resource "aws_codebuild_source_credential" "r" {
  auth_type = "BASIC_AUTH"
  token = var.t
}`,
  },
  silent: {
    'a connection': of(`auth_type = "CODECONNECTIONS"
  token = "arn:aws:codeconnections:eu-west-1:123456789012:connection/c"`),
  },
});
