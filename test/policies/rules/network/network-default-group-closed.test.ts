import { rule } from '../../../../policies/rules/network/network-default-group-closed';
import { testRule } from '../support';

testRule(rule, {
  common: `
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
`,
  pass: {
    closed: `
resource "aws_default_security_group" "d" {
  vpc_id = aws_vpc.v.id
}
`,
    'closed with empty lists': `
resource "aws_default_security_group" "d" {
  vpc_id  = aws_vpc.v.id
  ingress = []
  egress  = []
}
`,
  },
  fail: {
    'as AWS makes it': ``,
    'with a rule': `
resource "aws_default_security_group" "d" {
  vpc_id = aws_vpc.v.id
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`,
  },
  unknown: {
    'a dynamic block': `
variable "rules" {}
resource "aws_default_security_group" "d" {
  vpc_id = aws_vpc.v.id
  dynamic "ingress" {
    for_each = var.rules
    content {
      protocol = ingress.value
    }
  }
}
`,
  },
  evasion: {
    'a separate rule': `
resource "aws_default_security_group" "d" {
  vpc_id = aws_vpc.v.id
}
resource "aws_vpc_security_group_ingress_rule" "r" {
  security_group_id = aws_vpc.v.default_security_group_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/8"
}
`,
    'the group of another VPC is closed': `
resource "aws_default_security_group" "d" {
  vpc_id = "vpc-1"
}
`,
  },
});
