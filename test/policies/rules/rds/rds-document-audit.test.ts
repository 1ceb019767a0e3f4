import { rule } from '../../../../policies/rules/rds/rds-document-audit';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_docdb_cluster_parameter_group" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    enabled: `resource "aws_docdb_cluster_parameter_group" "r" {
  family = "docdb5.0"
  parameter {
    name  = "audit_logs"
    value = "enabled"
  }
}`,
    'some kinds': `resource "aws_docdb_cluster_parameter_group" "r" {
  parameter {
    name  = "audit_logs"
    value = "ddl, dml_write"
  }
}`,
  },
  fail: {
    nothing: of('family = "docdb5.0"'),
    disabled: `resource "aws_docdb_cluster_parameter_group" "r" {
  parameter {
    name  = "audit_logs"
    value = "disabled"
  }
}`,
    none: `resource "aws_docdb_cluster_parameter_group" "r" {
  parameter {
    name  = "audit_logs"
    value = "none"
  }
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_docdb_cluster_parameter_group" "r" {
  parameter {
    name  = "audit_logs"
    value = var.v
  }
}`,
  },
});
