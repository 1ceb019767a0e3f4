import { rule } from '../../../../policies/rules/ecs/ecs-capabilities';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    none: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a" }])
}`,
    'a harmless one': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", linuxParameters = { capabilities = { add = ["NET_BIND_SERVICE"], drop = ["ALL"] } } }])
}`,
  },
  fail: {
    all: `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", linuxParameters = { capabilities = { add = ["ALL"] } } }])
}`,
    one: `resource "aws_ecs_task_definition" "r" {
  family                = "f"
  container_definitions = <<EOF
[{"name": "a", "linuxParameters": {"capabilities": {"add": ["SYS_ADMIN"]}}}]
EOF
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", linuxParameters = { capabilities = { add = var.v } } }])
}`,
  },
  evasion: {
    'with its prefix': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", linuxParameters = { capabilities = { add = ["CAP_SYS_PTRACE"] } } }])
}`,
  },
});
