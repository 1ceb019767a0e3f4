import { rule } from '../../../../policies/rules/rds/rds-document-tls';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_docdb_cluster_parameter_group" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    nothing: of('family = "docdb5.0"'),
    enabled: `resource "aws_docdb_cluster_parameter_group" "r" {
  parameter {
    name  = "tls"
    value = "tls1.2+"
  }
}`,
  },
  fail: {
    disabled: `resource "aws_docdb_cluster_parameter_group" "r" {
  parameter {
    name  = "tls"
    value = "disabled"
  }
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_docdb_cluster_parameter_group" "r" {
  parameter {
    name  = "tls"
    value = var.v
  }
}`,
  },
  evasion: {
    'made by a dynamic block': `resource "aws_docdb_cluster_parameter_group" "r" {
  dynamic "parameter" {
    for_each = { tls = "disabled" }
    content {
      name  = parameter.key
      value = parameter.value
    }
  }
}`,
  },
});
