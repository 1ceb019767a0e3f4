import { rule } from '../../../../policies/rules/ecs/ecs-environment';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    secrets: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", secrets = [{ name = "P", valueFrom = "arn:aws:ssm:eu-west-1:123456789012:parameter/p" }] }])
}`,
    'an empty list': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [] }])
}`,
  },
  fail: {
    'a variable': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "MODE", value = "fast" }] }])
}`,
  },
  unknown: {
    'a template': `data "template_file" "t" {
  template = "x"
}
resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = data.template_file.t.rendered
}`,
  },
});
