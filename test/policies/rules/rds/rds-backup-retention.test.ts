import { rule } from '../../../../policies/rules/rds/rds-backup-retention';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'five days': of('backup_retention_period = 5'),
    'an instance': `resource "aws_db_instance" "r" {
  backup_retention_period = 2
}`,
  },
  fail: {
    'the default of a cluster': of('engine = "aurora-mysql"'),
    'one day': of('backup_retention_period = 1'),
    'the default of an instance': `resource "aws_db_instance" "r" {
  engine = "mysql"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`backup_retention_period = var.v`)}`,
  },
  silent: {
    'a replica': `resource "aws_db_instance" "r" {
  replicate_source_db = "a"
}`,
  },
});
