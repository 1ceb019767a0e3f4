import { rule } from '../../../../policies/rules/sns/sns-subscription-dead-letter';
import { testRule } from '../support';

const subscription = (body: string, protocol = 'sqs') =>
  `variable "v" {}\nresource "aws_sqs_queue" "d" {\n name = "d"\n}\nresource "aws_sns_topic_subscription" "s" {\n topic_arn = "t"\n protocol = "${protocol}"\n endpoint = "e"\n ${body}\n}`;

testRule(rule, {
  pass: {
    'a queue': subscription('redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.d.arn })'),
  },
  fail: { none: subscription('') },
  unknown: { 'a variable': subscription('redrive_policy = var.v') },
  evasion: { 'an empty text': subscription('redrive_policy = ""', 'https') },
  silent: { 'an e-mail': subscription('', 'email') },
});
