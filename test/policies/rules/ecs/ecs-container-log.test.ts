import { rule } from '../../../../policies/rules/ecs/ecs-container-log';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    CloudWatch: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", logConfiguration = { logDriver = "awslogs" } }])
}`,
  },
  fail: {
    nothing: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a" }])
}`,
    none: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", logConfiguration = { logDriver = "none" } }])
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", logConfiguration = var.v }])
}`,
  },
  evasion: {
    'a configuration without a driver': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", logConfiguration = { options = { a = "b" } } }])
}`,
  },
});
