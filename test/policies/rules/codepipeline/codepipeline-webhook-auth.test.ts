import { rule } from '../../../../policies/rules/codepipeline/codepipeline-webhook-auth';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codepipeline_webhook" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    signed: of('authentication = "GITHUB_HMAC"'),
    'from a network': of(`authentication = "IP"
  authentication_configuration {
    allowed_ip_range = "192.0.2.0/24"
  }`),
  },
  fail: {
    'not at all': of('authentication = "UNAUTHENTICATED"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`authentication = var.v`)}`,
  },
  evasion: {
    'from everywhere': of(`authentication = "IP"
  authentication_configuration {
    allowed_ip_range = "0.0.0.0/0"
  }`),
  },
});
