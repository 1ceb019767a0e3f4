import { rule } from '../../../../policies/rules/rds/rds-log-fdw';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a fixed minor version': `resource "aws_db_instance" "r" {
  engine = "postgres"
  engine_version = "13.3"
}`,
    'a later one': `resource "aws_db_instance" "r" {
  engine = "postgres"
  engine_version = "16.4"
}`,
    Aurora: of(`engine = "aurora-postgresql"
  engine_version = "11.9"`),
    'only the major': `resource "aws_db_instance" "r" {
  engine = "postgres"
  engine_version = "14"
}`,
    '9.6.22': `resource "aws_db_instance" "r" {
  engine = "postgres"
  engine_version = "9.6.22"
}`,
  },
  fail: {
    '13.2': `resource "aws_db_instance" "r" {
  engine = "postgres"
  engine_version = "13.2"
}`,
    'Aurora 11.8': of(`engine = "aurora-postgresql"
  engine_version = "11.8"`),
    'Aurora 10.11 as an instance': `resource "aws_db_instance" "r" {
  engine = "aurora-postgresql"
  engine_version = "10.11"
}`,
    '9.6.21': `resource "aws_db_instance" "r" {
  engine = "postgres"
  engine_version = "9.6.21"
}`,
    '9.5': `resource "aws_db_instance" "r" {
  engine = "postgres"
  engine_version = "9.5.25"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`engine = "aurora-postgresql"
  engine_version = var.v`)}`,
  },
  evasion: {
    'the version in a local': `locals {
  version = "12.6"
}
resource "aws_db_instance" "r" {
  engine = "postgres"
  engine_version = local.version
}`,
  },
  silent: {
    'another engine': of(`engine = "aurora-mysql"
  engine_version = "5.7"`),
    'no version': of('engine = "aurora-postgresql"'),
  },
});
