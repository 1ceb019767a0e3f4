import { rule } from '../../../../policies/rules/dynamodb/dynamodb-recovery';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_dynamodb_table" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of(`point_in_time_recovery {
    enabled = true
  }`),
    'a text': of(`point_in_time_recovery {
    enabled = "true"
  }`),
  },
  fail: {
    nothing: of('name = "t"'),
    off: of(`point_in_time_recovery {
    enabled = false
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`point_in_time_recovery {
    enabled = var.v
  }`)}`,
  },
  evasion: {
    'a dynamic block without elements': of(`dynamic "point_in_time_recovery" {
    for_each = []
    content {
      enabled = true
    }
  }`),
  },
});
