import { rule } from '../../../../policies/rules/rds/rds-public-access';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_instance" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'not written': of('engine = "mysql"'),
    off: of('publicly_accessible = false'),
    'in a cluster': `resource "aws_rds_cluster_instance" "r" {}`,
  },
  fail: {
    on: of('publicly_accessible = true'),
    'in a cluster': `resource "aws_rds_cluster_instance" "r" {
  publicly_accessible = true
}`,
    Neptune: `resource "aws_neptune_cluster_instance" "r" {
  publicly_accessible = "true"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`publicly_accessible = var.v`)}`,
  },
  evasion: {
    'both alternatives': `variable "on" {}
resource "aws_db_instance" "r" {
  publicly_accessible = var.on ? true : "true"
}`,
  },
});
