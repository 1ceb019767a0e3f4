import { rule } from '../../../../policies/rules/events/events-target-dead-letter';
import { testRule } from '../support';

const target = (body: string) =>
  `variable "v" {}\nresource "aws_sqs_queue" "d" {\n name = "d"\n}\nresource "aws_cloudwatch_event_target" "t" {\n rule = "r"\n arn = "a"\n ${body}\n}`;

testRule(rule, {
  pass: { 'a queue': target('dead_letter_config {\n arn = aws_sqs_queue.d.arn\n}') },
  fail: { none: target('') },
  unknown: { 'a variable': target('dead_letter_config {\n arn = var.v\n}') },
  evasion: { 'a block without a queue': target('dead_letter_config {}') },
});
