import { rule } from '../../../../policies/rules/ecs/ecs-privileged';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_task_definition" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    not: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", image = "i" }])
}`,
    false: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", privileged = false }])
}`,
  },
  fail: {
    'in jsonencode': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", privileged = true }])
}`,
    'in a heredoc': `resource "aws_ecs_task_definition" "r" {
  family                = "f"
  container_definitions = <<EOF
[{"name": "a", "privileged": true}]
EOF
}`,
    'in a string': `resource "aws_ecs_task_definition" "r" {
  container_definitions = "[{\\"name\\":\\"a\\",\\"privileged\\":true}]"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", privileged = var.v }])
}`,
    'a template': `data "template_file" "t" {
  template = "x"
}
resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = data.template_file.t.rendered
}`,
  },
  evasion: {
    'in capitals': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", Privileged = true }])
}`,
    'the second of two': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a" }, { name = "b", privileged = true }])
}`,
  },
  silent: {
    'no definitions': of('family = "f"'),
  },
});
