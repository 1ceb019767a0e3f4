import { rule } from '../../../../policies/rules/ecs/ecs-host-ipc';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_task_definition" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'of the task': of('ipc_mode = "task"'),
  },
  fail: {
    'of the host': of('ipc_mode = "host"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`ipc_mode = var.v`)}`,
  },
});
