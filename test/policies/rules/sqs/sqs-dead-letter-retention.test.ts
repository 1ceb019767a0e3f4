import { rule } from '../../../../policies/rules/sqs/sqs-dead-letter-retention';
import { testRule } from '../support';

const queues = (own: string, theirs: string) => `
variable "v" {}
resource "aws_sqs_queue" "dead" {
  name = "dead"
  ${theirs}
}
resource "aws_sqs_queue" "q" {
  name           = "q"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })
  ${own}
}`;

testRule(rule, {
  pass: { 'fourteen days': queues('', 'message_retention_seconds = 1209600') },
  fail: {
    'both four days': queues('', ''),
    shorter: queues('message_retention_seconds = 1209600', 'message_retention_seconds = 86400'),
  },
  unknown: { 'a variable': queues('', 'message_retention_seconds = var.v') },
  evasion: {
    strings: queues('message_retention_seconds = "1209600"', 'message_retention_seconds = "1209600"'),
  },
  silent: { 'no dead letters': 'resource "aws_sqs_queue" "q" {\n name = "q"\n}' },
});
