import { rule } from '../../../../policies/rules/codebuild/codebuild-artifact-encryption';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_project" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of(`artifacts {
    type = "S3"
  }`),
    on: of(`artifacts {
    type                = "S3"
    encryption_disabled = false
  }`),
  },
  fail: {
    off: of(`artifacts {
    type                = "S3"
    encryption_disabled = true
  }`),
    'the other ones': of(`artifacts {
    type = "S3"
  }
  secondary_artifacts {
    type                = "S3"
    encryption_disabled = true
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`artifacts {
    type                = "S3"
    encryption_disabled = var.v
  }`)}`,
  },
  evasion: {
    'none, and others': of(`artifacts {
    type = "NO_ARTIFACTS"
  }
  secondary_artifacts {
    type                = "S3"
    encryption_disabled = "true"
  }`),
  },
  silent: {
    none: of(`artifacts {
    type                = "NO_ARTIFACTS"
    encryption_disabled = true
  }`),
  },
});
