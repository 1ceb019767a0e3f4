import { rule } from '../../../../policies/rules/rds/rds-snapshot-public';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_snapshot" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'not shared': of('db_snapshot_identifier = "s"'),
    'one account': of('shared_accounts = ["123456789012"]'),
  },
  fail: {
    all: of('shared_accounts = ["all"]'),
    'among others': of('shared_accounts = ["123456789012", "all"]'),
    'a copy': `resource "aws_db_snapshot_copy" "r" {
  shared_accounts = ["all"]
}`,
    'of a cluster': `resource "aws_db_cluster_snapshot" "r" {
  shared_accounts = ["all"]
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`shared_accounts = var.v`)}`,
  },
  evasion: {
    'put together': of('shared_accounts = concat(["123456789012"], split(",", "all"))'),
  },
});
