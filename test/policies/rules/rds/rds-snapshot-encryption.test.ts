import { rule } from '../../../../policies/rules/rds/rds-snapshot-encryption';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_cluster_snapshot" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'said so': of('storage_encrypted = true'),
    'of an encrypted cluster': `resource "aws_rds_cluster" "c" {
  storage_encrypted = true
}
resource "aws_db_cluster_snapshot" "r" {
  db_cluster_identifier = aws_rds_cluster.c.id
}`,
  },
  fail: {
    nothing: of('db_cluster_identifier = "a"'),
    off: of('storage_encrypted = false'),
    'of a cluster that is not': `resource "aws_rds_cluster" "c" {
  engine = "aurora-mysql"
}
resource "aws_db_cluster_snapshot" "r" {
  db_cluster_identifier = aws_rds_cluster.c.id
}`,
    Neptune: `resource "aws_neptune_cluster_snapshot" "r" {
  db_cluster_identifier = "a"
}`,
  },
  unknown: {
    'of a cluster of which nobody knows': `variable "v" {}
resource "aws_rds_cluster" "c" {
  storage_encrypted = var.v
}
resource "aws_db_cluster_snapshot" "r" {
  db_cluster_identifier = aws_rds_cluster.c.id
}`,
  },
});
