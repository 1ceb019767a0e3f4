import { rule } from '../../../../policies/rules/rds/rds-classic-security-group';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_security_group" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a group of a VPC': `resource "aws_db_instance" "r" {
  vpc_security_group_ids = ["sg-1"]
}`,
  },
  fail: {
    one: of('name = "rds"'),
    'a database that uses one': `resource "aws_db_instance" "r" {
  security_group_names = ["rds"]
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_db_instance" "r" {
  security_group_names = var.v
}`,
  },
});
