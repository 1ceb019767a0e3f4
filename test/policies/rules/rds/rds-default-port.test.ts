import { rule } from '../../../../policies/rules/rds/rds-default-port';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    another: of(`engine = "aurora-mysql"
  port = 13306`),
    'an instance': `resource "aws_db_instance" "r" {
  engine = "postgres"
  port = "15432"
}`,
  },
  fail: {
    'the usual one': of(`engine = "aurora-postgresql"
  port = 5432`),
    'not written': of('engine = "aurora-mysql"'),
    'an instance': `resource "aws_db_instance" "r" {
  engine = "sqlserver-ex"
  port = 1433
}`,
    documents: `resource "aws_docdb_cluster" "r" {
  port = 27017
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`engine = "aurora-mysql"
  port = var.v`)}`,
  },
  silent: {
    'Aurora as an instance': `resource "aws_db_instance" "r" {
  engine = "aurora-mysql"
}`,
  },
});
