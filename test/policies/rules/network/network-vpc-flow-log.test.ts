import { rule } from '../../../../policies/rules/network/network-vpc-flow-log';
import { testRule } from '../support';

testRule(rule, {
  common: `
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
`,
  pass: {
    'a log of the VPC': `
resource "aws_flow_log" "l" {
  vpc_id = aws_vpc.v.id
}
`,
    'a log of each subnet': `
resource "aws_subnet" "s" {
  count  = 2
  vpc_id = aws_vpc.v.id
}
resource "aws_flow_log" "l" {
  count     = 2
  subnet_id = aws_subnet.s[count.index].id
}
`,
  },
  fail: {
    none: ``,
    'a log of another VPC': `
resource "aws_flow_log" "l" {
  vpc_id = "vpc-1"
}
`,
  },
  unknown: {
    'perhaps a log': `
variable "log" {}
resource "aws_flow_log" "l" {
  count  = var.log ? 1 : 0
  vpc_id = aws_vpc.v.id
}
`,
    'a log of whatever': `
variable "prefix" {}
resource "aws_flow_log" "l" {
  vpc_id = "\${var.prefix}-1"
}
`,
  },
  evasion: {
    'a log of one subnet of two': `
resource "aws_subnet" "s" {
  count  = 2
  vpc_id = aws_vpc.v.id
}
resource "aws_flow_log" "l" {
  subnet_id = aws_subnet.s[0].id
}
`,
    'no instance of the log': `
resource "aws_flow_log" "l" {
  count  = 0
  vpc_id = aws_vpc.v.id
}
`,
  },
});
