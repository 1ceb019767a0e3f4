import { rule } from '../../../../policies/rules/network/network-acl-attached';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    subnets: `
resource "aws_subnet" "s" {}
resource "aws_network_acl" "a" {
  subnet_ids = [aws_subnet.s.id]
}
`,
    'an association': `
resource "aws_subnet" "s" {}
resource "aws_network_acl" "a" {}
resource "aws_network_acl_association" "a" {
  network_acl_id = aws_network_acl.a.id
  subnet_id      = aws_subnet.s.id
}
`,
  },
  fail: {
    none: `
resource "aws_network_acl" "a" {}
`,
    'another ACL has the subnet': `
resource "aws_network_acl" "a" {}
resource "aws_network_acl_association" "a" {
  network_acl_id = "acl-1"
  subnet_id      = "subnet-1"
}
`,
  },
  unknown: {
    'a variable': `
variable "subnets" {}
resource "aws_network_acl" "a" {
  subnet_ids = var.subnets
}
`,
  },
  evasion: {
    'an empty list': `
resource "aws_network_acl" "a" {
  subnet_ids = []
}
`,
  },
});
