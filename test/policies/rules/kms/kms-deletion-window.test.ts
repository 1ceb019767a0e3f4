import { rule } from '../../../../policies/rules/kms/kms-deletion-window';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_kms_key" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('description = "k"'),
    'two weeks': of('deletion_window_in_days = 14'),
  },
  fail: {
    'a week': of('deletion_window_in_days = 7'),
    'a replica': `resource "aws_kms_replica_key" "r" {
  deletion_window_in_days = 7
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`deletion_window_in_days = var.v`)}`,
  },
});
