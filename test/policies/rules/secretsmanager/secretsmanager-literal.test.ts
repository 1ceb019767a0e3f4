import { rule } from '../../../../policies/rules/secretsmanager/secretsmanager-literal';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_secretsmanager_secret_version" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    generated: `resource "random_password" "p" {
  length = 32
}
resource "aws_secretsmanager_secret_version" "r" {
  secret_string = random_password.p.result
}`,
    'a variable without a value': `variable "v" {}\n${of(`secret_string = var.v`)}`,
    'JSON with a generated password': `resource "random_password" "p" {
  length = 32
}
resource "aws_secretsmanager_secret_version" "r" {
  secret_string = jsonencode({ username = "app", password = random_password.p.result })
}`,
    'where to find it': of(
      'secret_string = jsonencode({ host = "db.internal", secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s" })',
    ),
    'a first value': `resource "aws_secretsmanager_secret_version" "r" {
  secret_string = "CHANGE_ME"
  lifecycle {
    ignore_changes = [secret_string]
  }
}`,
  },
  fail: {
    'a text': of('secret_string = "example-string-to-protect"'),
    JSON: of('secret_string = jsonencode({ username = "app", password = "hunter2hunter2" })'),
    'a heredoc': of(`secret_string = <<-EOT
    {"username": "app", "password": "hunter2hunter2"}
  EOT`),
  },
  evasion: {
    'the default of a variable': `variable "p" {
  default = "hunter2hunter2"
}
resource "aws_secretsmanager_secret_version" "r" {
  secret_string = var.p
}`,
    'a map in a variable': `variable "m" {
  default = { key1 = "a", api_key = "abcdef0123456789" }
}
resource "aws_secretsmanager_secret_version" "r" {
  secret_string = jsonencode(var.m)
}`,
    encoded: of('secret_binary = base64encode("hunter2hunter2")'),
    'named harmlessly': of('secret_string = jsonencode({ id = "AKIAIOSFODNN7EXAMPLE" })'),
    'written once only': of('secret_string_wo = "hunter2hunter2"'),
    'ignored, and yet the real one': `resource "aws_secretsmanager_secret_version" "r" {
  secret_string = "hunter2hunter2"
  lifecycle {
    ignore_changes = [secret_string]
  }
}`,
  },
  silent: {
    'no value here': of('secret_id = "s"'),
  },
});
