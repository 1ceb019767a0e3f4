import { rule } from '../../../../policies/rules/rds/rds-deletion-protection';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('deletion_protection = true'),
    'an instance': `resource "aws_db_instance" "r" {
  deletion_protection = "true"
}`,
    Neptune: `resource "aws_neptune_cluster" "r" {
  deletion_protection = true
}`,
  },
  fail: {
    nothing: of('engine = "aurora-postgresql"'),
    off: of('deletion_protection = false'),
    'an instance': `resource "aws_db_instance" "r" {}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`deletion_protection = var.v`)}`,
  },
  evasion: {
    'for another environment only': `variable "env" {
  default = "dev"
}
resource "aws_rds_cluster" "r" {
  deletion_protection = var.env == "prod"
}`,
  },
});
