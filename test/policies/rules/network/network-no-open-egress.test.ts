import { rule } from '../../../../policies/rules/network/network-no-open-egress';
import { testRule } from '../support';

const egress = (body: string) => `
resource "aws_security_group" "g" {
  egress {
    ${body}
  }
}`;
const TCP = (from: number, to = from) => `protocol = "tcp"\n from_port = ${from}\n to_port = ${to}\n`;
const ALL = 'protocol = "-1"\n from_port = 0\n to_port = 0\n';
const WORLD = 'cidr_blocks = ["0.0.0.0/0"]';

testRule(rule, {
  pass: {
    nothing: `resource "aws_security_group" "g" {}`,
    'one port': egress(`${TCP(443)} ${WORLD}`),
    'every port within the company': egress(`${ALL} cidr_blocks = ["10.0.0.0/8"]`),
    'a group': egress(`${ALL} security_groups = ["sg-2"]`),
  },
  fail: {
    inline: egress(`${ALL} ${WORLD}`),
    'minus one': egress(`${TCP(-1)} ${WORLD}`),
    IPv6: egress(`${ALL} ipv6_cidr_blocks = ["::/0"]`),
    'a rule of the new kind': `
resource "aws_vpc_security_group_egress_rule" "r" {
  security_group_id = "sg-1"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
`,
  },
  unknown: {
    'a variable': `variable "cidr" {}\n${egress(`${ALL} cidr_blocks = [var.cidr]`)}`,
  },
  evasion: {
    'two halves': egress(`${ALL} cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]`),
    TCP: egress(`${TCP(1, 65535)} ${WORLD}`),
  },
  silent: {
    'a rule inwards': `
resource "aws_security_group_rule" "r" {
  type        = "ingress"
  protocol    = "-1"
  from_port   = 0
  to_port     = 0
  cidr_blocks = ["0.0.0.0/0"]
}
`,
  },
});
