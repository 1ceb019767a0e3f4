import { rule } from '../../../../policies/rules/sns/sns-signature-version';
import { testRule } from '../support';

const topic = (body: string, protocol = 'https') => `
variable "v" {}
resource "aws_sns_topic" "t" {
  name = "t"
  ${body}
}
resource "aws_sns_topic_subscription" "s" {
  topic_arn = aws_sns_topic.t.arn
  protocol  = "${protocol}"
  endpoint  = "https://example.com"
}`;

testRule(rule, {
  pass: { 'version 2': topic('signature_version = 2') },
  fail: { 'nothing said': topic('') },
  unknown: { 'a variable': topic('signature_version = var.v') },
  evasion: { 'a string': topic('signature_version = "1"') },
  silent: { 'a queue': topic('', 'sqs') },
});
