import { rule } from '../../../../policies/rules/codebuild/codebuild-source-tls';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_project" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of(`source {
    type = "GITHUB_ENTERPRISE"
  }`),
  },
  fail: {
    off: of(`source {
    type         = "GITHUB_ENTERPRISE"
    insecure_ssl = true
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`source {
    type         = "GITHUB_ENTERPRISE"
    insecure_ssl = var.v
  }`)}`,
  },
  evasion: {
    'another source': of(`source {
    type = "S3"
  }
  secondary_sources {
    type              = "GITHUB_ENTERPRISE"
    source_identifier = "s"
    insecure_ssl      = true
  }`),
  },
});
