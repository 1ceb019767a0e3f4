import { rule } from '../../../../policies/rules/rds/rds-query-log';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    both: `resource "aws_rds_cluster_parameter_group" "g" {
  family = "aurora-postgresql16"
  name = "g"
  parameter {
    name  = "log_statement"
    value = "all"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "1"
  }
}
resource "aws_rds_cluster" "r" {
  engine = "aurora-postgresql"
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.g.name
}`,
    'an instance': `resource "aws_db_parameter_group" "g" {
  family = "postgres16"
  parameter {
    name  = "log_statement"
    value = "all"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "1"
  }
}
resource "aws_db_instance" "r" {
  engine = "postgres"
  parameter_group_name = aws_db_parameter_group.g.id
}`,
  },
  fail: {
    'no group': of('engine = "aurora-postgresql"'),
    'one only': `resource "aws_rds_cluster_parameter_group" "g" {
  name = "g"
  parameter {
    name  = "log_statement"
    value = "all"
  }
}
resource "aws_rds_cluster" "r" {
  engine = "aurora-postgresql"
  db_cluster_parameter_group_name = "g"
}`,
    'the default group': `resource "aws_db_instance" "r" {
  engine = "postgres"
  parameter_group_name = "default.postgres16"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`engine = "aurora-postgresql"
  db_cluster_parameter_group_name = var.v`)}`,
  },
  evasion: {
    'a group that nobody uses': `resource "aws_rds_cluster_parameter_group" "g" {
  parameter {
    name  = "log_statement"
    value = "all"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "1"
  }
}
resource "aws_rds_cluster" "r" {
  engine = "aurora-postgresql"
}`,
  },
  silent: {
    'another engine': of('engine = "aurora-mysql"'),
  },
});
