import { rule } from '../../../../policies/rules/rds/rds-backups';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a week': of('backup_retention_period = 7'),
    'the longest': of('backup_retention_period = "35"'),
    'not written': of('engine = "mysql"'),
    'an instance': `resource "aws_db_instance" "r" {
  backup_retention_period = 35
}`,
  },
  fail: {
    none: of('backup_retention_period = 0'),
    'an instance': `resource "aws_db_instance" "r" {
  backup_retention_period = "0"
}`,
    'more than there is': of('backup_retention_period = 36'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`backup_retention_period = var.v`)}`,
  },
  evasion: {
    'a variable with a default': `variable "d" {
  default = 0
}
resource "aws_rds_cluster" "r" {
  backup_retention_period = var.d
}`,
  },
});
