import { rule } from '../../../../policies/rules/rds/rds-backup-plan';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    named: `resource "aws_rds_cluster" "r" {
  cluster_identifier = "a"
}
resource "aws_backup_selection" "r" {
  name = "s"
  resources = [aws_rds_cluster.r.arn]
}`,
    'by a tag': `resource "aws_rds_cluster" "r" {
  tags = { Backup = "daily" }
}
resource "aws_backup_selection" "r" {
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "Backup"
    value = "daily"
  }
}`,
    everything: `resource "aws_rds_cluster" "r" {}
resource "aws_backup_selection" "r" {
  resources = ["*"]
}`,
  },
  fail: {
    'no selection': of('engine = "aurora-mysql"'),
    'another cluster': `resource "aws_rds_cluster" "r" {}
resource "aws_rds_cluster" "b" {
  cluster_identifier = "b"
}
resource "aws_backup_selection" "r" {
  resources = [aws_rds_cluster.b.arn]
}`,
  },
  evasion: {
    'another value of the tag': `resource "aws_rds_cluster" "r" {
  tags = { Backup = "none" }
}
resource "aws_backup_selection" "r" {
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "Backup"
    value = "daily"
  }
}`,
  },
});
