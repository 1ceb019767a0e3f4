import { rule } from '../../../../policies/rules/sqs/sqs-redrive-allow';
import { testRule } from '../support';

const queues = (body: string, rest = '') => `
variable "v" {}
resource "aws_sqs_queue" "dead" {
  name = "dead"
  ${body}
}
resource "aws_sqs_queue" "q" {
  name           = "q"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })
}
${rest}`;

testRule(rule, {
  pass: {
    'by queue': queues(
      'redrive_allow_policy = jsonencode({ redrivePermission = "byQueue", sourceQueueArns = ["arn:q"] })',
    ),
    'a resource beside it': queues(
      '',
      `resource "aws_sqs_queue_redrive_allow_policy" "a" {
      queue_url            = aws_sqs_queue.dead.id
      redrive_allow_policy = jsonencode({ redrivePermission = "byQueue", sourceQueueArns = [aws_sqs_queue.q.arn] })
    }`,
    ),
  },
  fail: { 'nothing said': queues('') },
  unknown: { 'a variable': queues('redrive_allow_policy = var.v') },
  evasion: {
    'all, said so': queues('redrive_allow_policy = jsonencode({ redrivePermission = "allowAll" })'),
  },
  silent: { 'no dead-letter queue': 'resource "aws_sqs_queue" "q" {\n name = "q"\n}' },
});
