import { rule } from '../../../../policies/rules/network/network-no-open-ingress';
import { testRule } from '../support';

const group = (body: string) => `
resource "aws_security_group" "g" {
  ingress {
    ${body}
  }
}`;
const TCP = (from: number, to = from) => `protocol = "tcp"\n from_port = ${from}\n to_port = ${to}\n`;
const ALL = 'protocol = "-1"\n from_port = 0\n to_port = 0\n';
const WORLD = 'cidr_blocks = ["0.0.0.0/0"]';

testRule(rule, {
  pass: {
    'two ports': group(`${TCP(443)} ${WORLD}`),
    'every port from a private range': group(`${ALL} cidr_blocks = ["10.0.0.0/8"]`),
    'a range of a thousand ports': group(`${TCP(1000, 2000)} ${WORLD}`),
  },
  fail: {
    'every protocol': group(`${ALL} ${WORLD}`),
    'every port of TCP': group(`${TCP(0, 65535)} ${WORLD}`),
    'minus one': group(`${TCP(-1)} ${WORLD}`),
    'neither ports nor protocol': `
resource "aws_security_group_rule" "r" {
  type        = "ingress"
  cidr_blocks = ["0.0.0.0/0"]
}
`,
  },
  unknown: {
    'a variable': `variable "cidr" {}\n${group(`${ALL} cidr_blocks = [var.cidr]`)}`,
  },
  evasion: {
    'all but one': group(`${TCP(1, 65534)} ${WORLD}`),
    'two halves': group(`${ALL} cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]`),
    'two halves in two rules': `
resource "aws_vpc_security_group_ingress_rule" "a" {
  security_group_id = "sg-1"
  ip_protocol       = -1
  cidr_ipv4         = "0.0.0.0/1"
}
resource "aws_vpc_security_group_ingress_rule" "b" {
  security_group_id = "sg-1"
  ip_protocol       = -1
  cidr_ipv4         = "128.0.0.0/1"
}
`,
    'pieces in several blocks': `
resource "aws_security_group" "g" {
  dynamic "ingress" {
    for_each = range(1, 224)
    content {
      protocol    = "-1"
      from_port   = 0
      to_port     = 0
      cidr_blocks = ["\${ingress.value}.0.0.0/8"]
    }
  }
}
`,
    'ports with every protocol, which AWS ignores': group(
      `protocol = "-1"\n from_port = 443\n to_port = 443\n ${WORLD}`,
    ),
  },
  silent: {
    'a rule outwards': `
resource "aws_security_group_rule" "r" {
  type        = "egress"
  protocol    = "-1"
  from_port   = 0
  to_port     = 0
  cidr_blocks = ["0.0.0.0/0"]
}
`,
  },
});
