import { rule } from '../../../../policies/rules/sqs/sqs-dead-letter-kind';
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
  pass: { 'both standard': queues('', ''), 'both FIFO': queues('fifo_queue = true', 'fifo_queue = "true"') },
  fail: { 'FIFO to standard': queues('fifo_queue = true', '') },
  unknown: { 'a variable': queues('fifo_queue = var.v', '') },
  evasion: { 'standard to FIFO': queues('fifo_queue = false', 'fifo_queue = true') },
  silent: { 'no dead letters': 'resource "aws_sqs_queue" "q" {\n name = "q"\n}' },
});
