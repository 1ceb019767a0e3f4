import { rule } from '../../../../policies/rules/rds/rds-snapshot-tags';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('copy_tags_to_snapshot = true'),
    'an instance': `resource "aws_db_instance" "r" {
  copy_tags_to_snapshot = true
}`,
  },
  fail: {
    nothing: of('engine = "aurora-mysql"'),
    off: of('copy_tags_to_snapshot = false'),
    'an instance': `resource "aws_db_instance" "r" {}`,
    Neptune: `resource "aws_neptune_cluster" "r" {}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`copy_tags_to_snapshot = var.v`)}`,
  },
});
