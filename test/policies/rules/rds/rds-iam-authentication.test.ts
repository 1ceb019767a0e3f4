import { rule } from '../../../../policies/rules/rds/rds-iam-authentication';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a cluster': of('iam_database_authentication_enabled = true'),
    'an instance': `resource "aws_db_instance" "r" {
  engine = "postgres"
  iam_database_authentication_enabled = true
}`,
  },
  fail: {
    'a cluster': of('engine = "aurora-postgresql"'),
    'an instance': `resource "aws_db_instance" "r" {
  engine = "mysql"
  iam_database_authentication_enabled = false
}`,
    Neptune: `resource "aws_neptune_cluster" "r" {}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`iam_database_authentication_enabled = var.v`)}`,
  },
  evasion: {
    'the engine in capitals': `resource "aws_db_instance" "r" {
  engine = "MySQL"
}`,
  },
  silent: {
    'an engine that cannot': `resource "aws_db_instance" "r" {
  engine = "oracle-ee"
}`,
  },
});
