import { rule } from '../../../../policies/rules/states/states-task-timeout';
import { testRule } from '../support';

const machine = (state: string, rest = '') => `
variable "v" {}
resource "aws_sfn_activity" "a" {
  name = "a"
}
resource "aws_sfn_state_machine" "m" {
  name       = "m"
  definition = jsonencode({ StartAt = "A", ${rest} States = { A = ${state} } })
}`;
const task = (resource: string, rest = '') => `{ Type = "Task", Resource = ${resource}, End = true ${rest} }`;
const token = '"arn:aws:states:::lambda:invoke.waitForTaskToken"';

testRule(rule, {
  pass: {
    'a limit': machine(task(token, ', TimeoutSeconds = 3600')),
    'a heartbeat': machine(task(token, ', HeartbeatSeconds = 60')),
    'a limit of the machine': machine(task(token), 'TimeoutSeconds = 86400,'),
    'a function': machine(task('"arn:aws:states:::lambda:invoke"')),
  },
  fail: {
    'a task token': machine(task(token)),
    'a job': machine(task('"arn:aws:states:::glue:startJobRun.sync"')),
  },
  unknown: {
    'the definition': 'variable "v" {}\nresource "aws_sfn_state_machine" "m" {\n definition = var.v\n}',
    'a state': machine('var.v'),
  },
  evasion: {
    'an activity, by reference': machine(task('aws_sfn_activity.a.id')),
    'in a branch': machine(
      `{ Type = "Parallel", End = true, Branches = [{ StartAt = "B", States = { B = ${task(token)} } }] }`,
    ),
    'in a map': machine(
      `{ Type = "Map", End = true, ItemProcessor = { StartAt = "B", States = { B = ${task(token)} } } }`,
    ),
    'a heredoc': `resource "aws_sfn_state_machine" "m" {
  definition = <<-J
    {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true}}}
  J
}`,
  },
});
