import { rule } from '../../../../policies/rules/ecs/ecs-exec-log';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "c"'),
    overridden: of(`configuration {
    execute_command_configuration {
      logging = "OVERRIDE"
    }
  }`),
  },
  fail: {
    none: of(`configuration {
    execute_command_configuration {
      logging = "NONE"
    }
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`configuration {
    execute_command_configuration {
      logging = var.v
    }
  }`)}`,
  },
});
