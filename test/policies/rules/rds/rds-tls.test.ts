import { rule } from '../../../../policies/rules/rds/rds-tls';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_instance" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    PostgreSQL: `resource "aws_db_parameter_group" "g" {
  family = "postgres13"
  name = "g"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}
resource "aws_db_instance" "r" {
  parameter_group_name = "g"
}`,
    'the default since 15': `resource "aws_db_parameter_group" "g" {
  family = "postgres16"
}
resource "aws_db_instance" "r" {
  parameter_group_name = aws_db_parameter_group.g.name
}`,
    'another family': `resource "aws_db_parameter_group" "g" {
  family = "oracle-ee-19"
}
resource "aws_db_instance" "r" {
  parameter_group_name = aws_db_parameter_group.g.name
}`,
    'Aurora MySQL': `resource "aws_rds_cluster_parameter_group" "g" {
  family = "aurora-mysql8.0"
  parameter {
    name  = "require_secure_transport"
    value = "ON"
  }
}
resource "aws_rds_cluster" "r" {
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.g.name
}`,
  },
  fail: {
    'switched off': `resource "aws_db_parameter_group" "g" {
  family = "postgres16"
  parameter {
    name  = "rds.force_ssl"
    value = "0"
  }
}
resource "aws_db_instance" "r" {
  parameter_group_name = aws_db_parameter_group.g.name
}`,
    'not written before 15': `resource "aws_db_parameter_group" "g" {
  family = "postgres14"
}
resource "aws_db_instance" "r" {
  parameter_group_name = aws_db_parameter_group.g.name
}`,
    MariaDB: `resource "aws_db_parameter_group" "g" {
  family = "mariadb10.11"
}
resource "aws_db_instance" "r" {
  parameter_group_name = aws_db_parameter_group.g.name
}`,
    'Aurora PostgreSQL': `resource "aws_rds_cluster_parameter_group" "g" {
  family = "aurora-postgresql16"
}
resource "aws_rds_cluster" "r" {
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.g.name
}`,
    Db2: `resource "aws_db_parameter_group" "g" {
  family = "db2-ae-11.5"
  parameter {
    name  = "db2comm"
    value = "TCPIP"
  }
}
resource "aws_db_instance" "r" {
  parameter_group_name = aws_db_parameter_group.g.name
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_db_parameter_group" "g" {
  family = "mysql8.0"
  parameter {
    name  = "require_secure_transport"
    value = var.v
  }
}
resource "aws_db_instance" "r" {
  parameter_group_name = aws_db_parameter_group.g.name
}`,
  },
  silent: {
    'no group': of('engine = "postgres"'),
  },
});
