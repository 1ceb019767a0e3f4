import { rule } from '../../../../policies/rules/rds/rds-document-backups';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_docdb_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a week': of('backup_retention_period = 7'),
    Neptune: `resource "aws_neptune_cluster" "r" {
  backup_retention_period = "30"
}`,
  },
  fail: {
    'the default': of('engine = "docdb"'),
    'six days': of('backup_retention_period = 6'),
    Neptune: `resource "aws_neptune_cluster" "r" {}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`backup_retention_period = var.v`)}`,
  },
});
