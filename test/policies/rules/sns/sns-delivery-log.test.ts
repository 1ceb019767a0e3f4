import { rule } from '../../../../policies/rules/sns/sns-delivery-log';
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
  pass: { logged: topic('http_failure_feedback_role_arn = "arn:aws:iam::123456789012:role/sns"') },
  fail: { 'not logged': topic('') },
  unknown: { 'a variable': topic('http_failure_feedback_role_arn = var.v') },
  evasion: {
    'another protocol is logged': topic(
      'sqs_failure_feedback_role_arn = "arn:aws:iam::123456789012:role/sns"',
    ),
  },
  silent: { 'a queue': topic('', 'sqs') },
});
