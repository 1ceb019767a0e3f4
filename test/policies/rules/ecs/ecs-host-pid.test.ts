import { rule } from '../../../../policies/rules/ecs/ecs-host-pid';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_task_definition" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('family = "f"'),
    'of the task': of('pid_mode = "task"'),
  },
  fail: {
    'of the host': of('pid_mode = "host"'),
    'in a container, where ECS ignores it': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", pidMode = "host" }])
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`pid_mode = var.v`)}`,
  },
});
