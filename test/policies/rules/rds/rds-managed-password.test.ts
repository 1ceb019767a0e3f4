import { rule } from '../../../../policies/rules/rds/rds-managed-password';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    managed: of('manage_master_user_password = true'),
    'not kept in the state': `resource "aws_db_instance" "r" {
  password_wo = var.p
  password_wo_version = 1
}
variable "p" {}`,
  },
  fail: {
    'from a variable': `variable "v" {}\n${of(`master_password = var.v`)}`,
    generated: `resource "random_password" "p" {
  length = 32
}
resource "aws_db_instance" "r" {
  password = random_password.p.result
}`,
  },
  silent: {
    'no password here': of('replication_source_identifier = "arn:aws:rds:eu-west-1:123456789012:cluster:a"'),
  },
});
