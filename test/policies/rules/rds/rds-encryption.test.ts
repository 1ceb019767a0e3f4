import { rule } from '../../../../policies/rules/rds/rds-encryption';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    encrypted: of('storage_encrypted = true'),
    'a text': of('storage_encrypted = "true"'),
    'a replica of an encrypted one': `resource "aws_db_instance" "a" {
  storage_encrypted = true
}
resource "aws_db_instance" "r" {
  replicate_source_db = aws_db_instance.a.identifier
}`,
    'serverless of the first version, which always is': of('engine_mode = "serverless"'),
    'an instance': `resource "aws_db_instance" "r" {
  storage_encrypted = true
}`,
    'a global cluster': `resource "aws_rds_global_cluster" "r" {
  storage_encrypted = true
}`,
  },
  fail: {
    nothing: of('engine = "aurora-mysql"'),
    'switched off': of('storage_encrypted = false'),
    'an instance': `resource "aws_db_instance" "r" {
  engine = "mysql"
}`,
    documents: `resource "aws_docdb_cluster" "r" {}`,
    'a graph': `resource "aws_neptune_cluster" "r" {
  storage_encrypted = false
}`,
    'a global cluster': `resource "aws_rds_global_cluster" "r" {
  global_cluster_identifier = "g"
}`,
    'a replica of one that is not': `resource "aws_db_instance" "a" {
  storage_encrypted = false
}
resource "aws_db_instance" "r" {
  replicate_source_db = aws_db_instance.a.identifier
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`storage_encrypted = var.v`)}`,
    'from a snapshot': of('snapshot_identifier = "s"'),
    'a replica': `resource "aws_db_instance" "r" {
  replicate_source_db = "arn:aws:rds:eu-west-1:123456789012:db:a"
}`,
  },
  evasion: {
    'a local': `locals {
  e = "false"
}
resource "aws_rds_cluster" "r" {
  storage_encrypted = local.e
}`,
    'another mode': of('engine_mode = "provisioned"'),
    'an empty snapshot': of('snapshot_identifier = null'),
  },
  silent: {
    'a global cluster from a cluster': `resource "aws_rds_global_cluster" "r" {
  source_db_cluster_identifier = "arn:aws:rds:eu-west-1:123456789012:cluster:a"
}`,
  },
});
