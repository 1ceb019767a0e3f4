import { rule } from '../../../../policies/rules/dynamodb/dynamodb-replica-recovery';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_dynamodb_table" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'in the table': of(`replica {
    region_name            = "eu-west-2"
    point_in_time_recovery = true
  }`),
    alone: `resource "aws_dynamodb_table_replica" "r" {
  point_in_time_recovery = true
}`,
  },
  fail: {
    'in the table': of(`replica {
    region_name = "eu-west-2"
  }`),
    alone: `resource "aws_dynamodb_table_replica" "r" {
  point_in_time_recovery = false
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`replica {
    region_name            = "eu-west-2"
    point_in_time_recovery = var.v
  }`)}`,
  },
  evasion: {
    'the second of two': of(`replica {
    region_name            = "eu-west-2"
    point_in_time_recovery = true
  }
  replica {
    region_name = "eu-west-3"
  }`),
  },
  silent: {
    'no replica': of('name = "t"'),
    'a global table of 2017, whose tables are judged one by one': `resource "aws_dynamodb_global_table" "r" {
  name = "t"
}`,
  },
});
