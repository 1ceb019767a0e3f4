import { rule } from '../../../../policies/rules/rds/rds-password-literal';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    generated: `resource "random_password" "p" {
  length = 32
}
resource "aws_rds_cluster" "r" {
  master_password = random_password.p.result
}`,
    'a variable without a value': `variable "v" {}\n${of(`master_password = var.v`)}`,
    'a secret': `data "aws_secretsmanager_secret_version" "s" {
  secret_id = "db"
}
resource "aws_db_instance" "r" {
  password = data.aws_secretsmanager_secret_version.s.secret_string
}`,
  },
  fail: {
    'a text': of('master_password = "correct-horse"'),
    'an instance': `resource "aws_db_instance" "r" {
  password = "barbut8chars"
}`,
    documents: `resource "aws_docdb_cluster" "r" {
  master_password = "mustbeeightchars"
}`,
  },
  evasion: {
    'the default of a variable': `variable "p" {
  default   = "hunter2hunter2"
  sensitive = true
}
resource "aws_rds_cluster" "r" {
  master_password = var.p
}`,
    'a local': `locals {
  p = join("", ["hunter", "2"])
}
resource "aws_db_instance" "r" {
  password = local.p
}`,
    'a function of a text': `resource "aws_db_instance" "r" {
  password = base64encode("hunter2")
}`,
    'written once only': `resource "aws_db_instance" "r" {
  password_wo = "hunter2hunter2"
}`,
    'one of two': `variable "on" {}
resource "aws_db_instance" "r" {
  password = var.on ? "a-password" : "another-one"
}`,
  },
  silent: {
    'managed by AWS': of('manage_master_user_password = true'),
    'no password': of('engine = "aurora-mysql"'),
  },
});
