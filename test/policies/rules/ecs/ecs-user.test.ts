import { rule } from '../../../../policies/rules/ecs/ecs-user';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    another: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", user = "1000:1000" }])
}`,
    'that of the image': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a" }])
}`,
  },
  fail: {
    root: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", user = "root" }])
}`,
    'its number': `resource "aws_ecs_task_definition" "r" {
  family                = "f"
  container_definitions = <<EOF
[{"name": "a", "user": "0"}]
EOF
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", user = var.v }])
}`,
  },
  evasion: {
    'with a group': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", user = "0:1000" }])
}`,
  },
});
