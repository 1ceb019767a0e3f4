import { rule } from '../../../../policies/rules/dynamodb/dynamodb-deletion-protection';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_dynamodb_table" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('deletion_protection_enabled = true'),
  },
  fail: {
    nothing: of('name = "t"'),
    off: of('deletion_protection_enabled = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`deletion_protection_enabled = var.v`)}`,
  },
});
