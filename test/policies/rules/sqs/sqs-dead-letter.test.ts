import { rule } from '../../../../policies/rules/sqs/sqs-dead-letter';
import { testRule } from '../support';

const queues = (body: string, rest = '') => `
variable "v" {}
resource "aws_sqs_queue" "dead" {
  name = "dead"
}
resource "aws_sqs_queue" "q" {
  name = "q"
  ${body}
}
${rest}`;
const policy = 'jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })';

testRule(rule, {
  pass: {
    'a redrive policy': queues(`redrive_policy = ${policy}`),
    'a text': queues(
      `redrive_policy = "{\\"deadLetterTargetArn\\": \\"\${aws_sqs_queue.dead.arn}\\", \\"maxReceiveCount\\": 3}"`,
    ),
    'a resource beside it': queues(
      '',
      `resource "aws_sqs_queue_redrive_policy" "p" {
      queue_url      = aws_sqs_queue.q.id
      redrive_policy = ${policy}
    }`,
    ),
    'the dead letters of a function': `resource "aws_sqs_queue" "q" {\n name = "q"\n}
      resource "aws_lambda_function" "f" {
        function_name = "f"
        role          = "r"
        dead_letter_config {
          target_arn = aws_sqs_queue.q.arn
        }
      }`,
    'the dead letters of a target': `resource "aws_sqs_queue" "q" {\n name = "q"\n}
      resource "aws_cloudwatch_event_target" "t" {
        rule = "r"
        arn  = "arn:x"
        dead_letter_config {
          arn = aws_sqs_queue.q.arn
        }
      }`,
    'the dead letters of a subscription': `resource "aws_sqs_queue" "q" {\n name = "q"\n}
      resource "aws_sns_topic_subscription" "s" {
        topic_arn      = "t"
        protocol       = "https"
        endpoint       = "https://example.com"
        redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.q.arn })
      }`,
  },
  fail: { none: 'resource "aws_sqs_queue" "q" {\n name = "q"\n}' },
  unknown: {
    'the policy': 'variable "v" {}\nresource "aws_sqs_queue" "q" {\n name = "q"\n redrive_policy = var.v\n}',
  },
  evasion: {
    'a policy without a queue':
      'resource "aws_sqs_queue" "q" {\n name = "q"\n redrive_policy = jsonencode({ maxReceiveCount = 3 })\n}',
    'it may be a dead-letter queue for nobody': `resource "aws_sqs_queue" "q" {
      name                 = "q"
      redrive_allow_policy = jsonencode({ redrivePermission = "denyAll" })
    }`,
  },
});
