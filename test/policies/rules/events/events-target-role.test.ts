import { rule } from '../../../../policies/rules/events/events-target-role';
import { testRule } from '../support';

const target = (arn: string, body: string) => `
variable "v" {}
resource "aws_sfn_state_machine" "m" {
  name     = "m"
  role_arn = "r"
}
resource "aws_sqs_queue" "q" {
  name = "q"
}
resource "aws_cloudwatch_event_target" "t" {
  rule = "r"
  arn  = ${arn}
  ${body}
}`;
const machine = 'aws_sfn_state_machine.m.arn';

testRule(rule, {
  pass: { 'a role': target(machine, 'role_arn = "arn:aws:iam::123456789012:role/r"') },
  fail: { 'a state machine': target(machine, '') },
  unknown: { 'a variable': target(machine, 'role_arn = var.v') },
  evasion: {
    'another bus, by its ARN': target(
      '"arn:aws:events:eu-central-1:123456789012:event-bus/b"',
      'role_arn = ""',
    ),
  },
  silent: { 'a queue': target('aws_sqs_queue.q.arn', ''), 'a variable as target': target('var.v', '') },
});
