import { rule } from '../../../../policies/rules/rds/rds-document-logs';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_docdb_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    profiler: of('enabled_cloudwatch_logs_exports = ["profiler"]'),
    Neptune: `resource "aws_neptune_cluster" "r" {
  enable_cloudwatch_logs_exports = ["audit"]
}`,
  },
  fail: {
    nothing: of('engine = "docdb"'),
    none: of('enabled_cloudwatch_logs_exports = []'),
    Neptune: `resource "aws_neptune_cluster" "r" {
  enable_cloudwatch_logs_exports = ["slowquery"]
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`enabled_cloudwatch_logs_exports = var.v`)}`,
  },
  evasion: {
    'the attribute of the other': `resource "aws_neptune_cluster" "r" {
  enabled_cloudwatch_logs_exports = ["audit"]
}`,
  },
});
