import { rule } from '../../../../policies/rules/ecs/ecs-read-only-root';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    on: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", readonlyRootFilesystem = true }])
}`,
  },
  fail: {
    nothing: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a" }])
}`,
    off: `resource "aws_ecs_task_definition" "r" {
  family                = "f"
  container_definitions = <<EOF
[{"name": "a", "readonlyRootFilesystem": false}]
EOF
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", readonlyRootFilesystem = var.v }])
}`,
  },
  evasion: {
    'the second of two': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", readonlyRootFilesystem = true }, { name = "b" }])
}`,
  },
});
