import { rule } from '../../../../policies/rules/rds/rds-performance-insights';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_instance" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('performance_insights_enabled = true'),
    'of the cluster': `resource "aws_rds_cluster" "c" {
  performance_insights_enabled = true
}
resource "aws_rds_cluster_instance" "r" {
  cluster_identifier = aws_rds_cluster.c.id
}`,
  },
  fail: {
    nothing: of('engine = "postgres"'),
    off: of('performance_insights_enabled = false'),
    'in a cluster': `resource "aws_rds_cluster_instance" "r" {}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`performance_insights_enabled = var.v`)}`,
  },
  evasion: {
    'a small class of another engine': of(`engine = "postgres"
  instance_class = "db.t3.micro"`),
  },
  silent: {
    'too small': of(`engine = "mysql"
  instance_class = "db.t3.micro"`),
    Db2: of('engine = "db2-se"'),
  },
});
