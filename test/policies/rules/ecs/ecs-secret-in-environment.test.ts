import { rule } from '../../../../policies/rules/ecs/ecs-secret-in-environment';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    'nothing secret': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "MODE", value = "fast" }] }])
}`,
    'where it is': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "DB_SECRET_ARN", value = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s" }] }])
}`,
    'by reference': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", secrets = [{ name = "PASSWORD", valueFrom = "arn:aws:ssm:eu-west-1:123456789012:parameter/p" }] }])
}`,
    'how long a token lives': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "TOKEN_TTL", value = "3600" }] }])
}`,
  },
  fail: {
    'a password': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "DATABASE_PASSWORD", value = "oh no" }] }])
}`,
    'a heredoc': `resource "aws_ecs_task_definition" "r" {
  family                = "f"
  container_definitions = <<EOF
[{"name": "a", "environment": [{"name": "API_KEY", "value": "abcdef123456"}]}]
EOF
}`,
    'an access key': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "AWS_ACCESS_KEY_ID", value = "AKIAIOSFODNN7EXAMPLE" }] }])
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
  evasion: {
    'a harmless name': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "SETTING", value = "AKIAIOSFODNN7EXAMPLE" }] }])
}`,
    'an address with a password': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "DATABASE", value = "postgres://app:hunter2@db.internal/app" }] }])
}`,
    'a variable that will be a password': `variable "pw" {}
resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "DB_PASSWORD", value = var.pw }] }])
}`,
    generated: `resource "random_password" "p" {
  length = 32
}
resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "DB", value = random_password.p.result }] }])
}`,
    'in small letters': `resource "aws_ecs_task_definition" "r" {
  family = "f"
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "dbPassword", value = "hunter2hunter2" }] }])
}`,
  },
});
