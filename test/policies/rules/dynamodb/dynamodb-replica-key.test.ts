import { rule } from '../../../../policies/rules/dynamodb/dynamodb-replica-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_dynamodb_table_replica" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of('kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/k"'),
    'a replica in the table': `resource "aws_dynamodb_table" "r" {
  replica {
    region_name = "eu-west-2"
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/k"
  }
}`,
  },
  fail: {
    nothing: of('global_table_arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/t"'),
    'in the table': `resource "aws_dynamodb_table" "r" {
  replica {
    region_name = "eu-west-2"
  }
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`kms_key_arn = var.v`)}`,
  },
  silent: {
    'no replica': `resource "aws_dynamodb_table" "r" {
  name = "t"
}`,
  },
});
