import { rule } from '../../../../policies/rules/rds/rds-classic-open';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_security_group" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a network': of(`ingress {
    cidr = "10.0.0.0/8"
  }`),
  },
  fail: {
    everybody: of(`ingress {
    cidr = "0.0.0.0/0"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`ingress {
    cidr = var.v
  }`)}`,
  },
  evasion: {
    'the second of two': of(`ingress {
    cidr = "10.0.0.0/8"
  }
  ingress {
    cidr = "0.0.0.0/0"
  }`),
  },
  silent: {
    nobody: of('name = "g"'),
  },
});
