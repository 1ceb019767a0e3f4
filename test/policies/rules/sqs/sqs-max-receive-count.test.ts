import { rule } from '../../../../policies/rules/sqs/sqs-max-receive-count';
import { testRule } from '../support';

const queue = (count: string) =>
  `variable "v" {}\nresource "aws_sqs_queue" "q" {\n name = "q"\n redrive_policy = jsonencode({ deadLetterTargetArn = "arn:d", maxReceiveCount = ${count} })\n}`;

testRule(rule, {
  pass: { five: queue('5') },
  fail: { one: queue('1') },
  unknown: { 'a variable': queue('var.v') },
  evasion: { 'a string': queue('"1"') },
  silent: { 'no dead letters': 'resource "aws_sqs_queue" "q" {\n name = "q"\n}' },
});
