import { rule } from '../../../../policies/rules/exposure/exposure-sqs-star-actions';
import { testRule } from '../support';
import { policyOf } from './public-table';

const queue = (action: string, effect = 'Allow') => `resource "aws_sqs_queue_policy" "p" {
  queue_url = "q"
  policy    = ${policyOf(`Effect = "${effect}", Principal = { AWS = "123456789012" }, Resource = "*", Action = ${action}`)}
}`;

testRule(rule, {
  pass: { 'one action': queue('"sqs:SendMessage"'), 'a Deny': queue('"sqs:*"', 'Deny') },
  fail: { 'a star': queue('"*"'), 'all of SQS': queue('["sqs:ReceiveMessage", "SQS:*"]') },
  evasion: { 'two stars': queue('"sqs:**"'), 'a star before': queue('"*:*"') },
  unknown: { 'an action that is not known': `variable "a" {}\n${queue('[var.a]')}` },
  silent: { 'no policy': 'resource "aws_sqs_queue" "q" {}' },
});
