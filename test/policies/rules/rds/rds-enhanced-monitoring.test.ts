import { rule } from '../../../../policies/rules/rds/rds-enhanced-monitoring';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_instance" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'every minute': of('monitoring_interval = 60'),
    'a text': of('monitoring_interval = "5"'),
    'of the cluster': `resource "aws_rds_cluster" "c" {
  monitoring_interval = 30
}
resource "aws_rds_cluster_instance" "r" {
  cluster_identifier = aws_rds_cluster.c.id
}`,
  },
  fail: {
    nothing: of('engine = "mysql"'),
    zero: of('monitoring_interval = 0'),
    'in a cluster': `resource "aws_rds_cluster_instance" "r" {}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`monitoring_interval = var.v`)}`,
  },
});
