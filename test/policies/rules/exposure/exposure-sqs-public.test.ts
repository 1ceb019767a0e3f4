import { rule } from '../../../../policies/rules/exposure/exposure-sqs-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_sqs_queue_policy" "x" {
    queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/q"
    policy = ${policy}
  }`,
  action: 'sqs:SendMessage',
  silent: { 'no policy': 'resource "aws_sqs_queue" "x" {}' },
});
