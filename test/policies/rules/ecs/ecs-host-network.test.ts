import { rule } from '../../../../policies/rules/ecs/ecs-host-network';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_task_definition" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'its own': of('network_mode = "awsvpc"'),
  },
  fail: {
    'of the host': of('network_mode = "host"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`network_mode = var.v`)}`,
  },
});
