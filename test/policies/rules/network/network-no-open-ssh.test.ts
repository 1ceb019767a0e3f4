import { rule } from '../../../../policies/rules/network/network-no-open-ssh';
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
const old = (body: string, type = 'ingress') => `
resource "aws_security_group_rule" "r" {
  type              = "${type}"
  security_group_id = "sg-1"
  ${body}
}`;
const separate = (body: string) => `
resource "aws_vpc_security_group_ingress_rule" "r" {
  security_group_id = "sg-1"
  ${body}
}`;

testRule(rule, {
  pass: {
    'inline, from a range of the company': group(`${TCP(22)} cidr_blocks = ["10.0.0.0/8", "203.0.113.0/24"]`),
    'inline, another port': group(`${TCP(443)} ${WORLD}`),
    'no rule': `resource "aws_security_group" "g" {}`,
    'another group': old(`${TCP(22)} source_security_group_id = "sg-2"`),
    itself: old(`${TCP(22)} self = true`),
    'one address': separate(`ip_protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_ipv4 = "8.8.8.8/32"`),
    'a prefix list of AWS': group(`${TCP(22)} prefix_list_ids = ["pl-1"]`),
    'the range of a VPC that is not known': `data "aws_vpc" "v" {}\n${group(`${TCP(22)} cidr_blocks = [data.aws_vpc.v.cidr_block]`)}`,
    'an address that is not known': `variable "ip" {}\n${group(`${TCP(22)} cidr_blocks = ["\${var.ip}/32"]`)}`,
    'two rules that are public, and small': group(`${TCP(22)} cidr_blocks = ["3.0.0.0/8", "8.8.8.0/24"]`),
    ICMP: group(`protocol = "icmp"\n from_port = -1\n to_port = -1\n ${WORLD}`),
  },
  fail: {
    inline: group(`${TCP(22)} ${WORLD}`),
    'inline, IPv6': group(`${TCP(22)} ipv6_cidr_blocks = ["::/0"]`),
    'a rule of the old kind': old(`${TCP(22)} ${WORLD}`),
    'a rule of the new kind': separate(
      `ip_protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_ipv4 = "0.0.0.0/0"`,
    ),
    'every protocol': group(`${ALL} ${WORLD}`),
    'nobody is named': separate(`ip_protocol = "tcp"\n from_port = 22\n to_port = 22`),
  },
  unknown: {
    'a variable': `variable "cidr" {}\n${group(`${TCP(22)} cidr_blocks = [var.cidr]`)}`,
    'a dynamic block': `variable "rules" {}
resource "aws_security_group" "g" {
  dynamic "ingress" {
    for_each = var.rules
    content {
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}`,
    'a port from a variable': `variable "port" {}\n${group(`protocol = "tcp"\n from_port = var.port\n to_port = var.port\n ${WORLD}`)}`,
  },
  evasion: {
    'the port inside a range': group(`${TCP(21, 23)} ${WORLD}`),
    'two halves of the internet': group(`${TCP(22)} cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]`),
    'one half': group(`${TCP(22)} cidr_blocks = ["128.0.0.0/1"]`),
    'many pieces, in many rules': `resource "aws_security_group" "g" {}\nresource "aws_security_group_rule" "r" {
  count             = 100
  type              = "ingress"
  security_group_id = aws_security_group.g.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["\${count.index + 60}.0.0.0/8"]
}`,
    'the protocol as a number': group(`protocol = "6"\n from_port = "22"\n to_port = "22"\n ${WORLD}`),
    'every protocol as a word': group(`protocol = "ALL"\n from_port = 0\n to_port = 0\n ${WORLD}`),
    'port 0, which was meant as every port': group(`${TCP(0)} ${WORLD}`),
    'IPv6, written out': group(`${TCP(22)} ipv6_cidr_blocks = ["0000:0000:0000:0000:0000:0000:0000:0000/0"]`),
    'a list of one’s own': `resource "aws_ec2_managed_prefix_list" "l" {
  entry {
    cidr = "0.0.0.0/0"
  }
}\n${group(`${TCP(22)} prefix_list_ids = [aws_ec2_managed_prefix_list.l.id]`)}`,
    'both alternatives': `variable "v6" {}\n${group(`${TCP(22)} cidr_blocks = [var.v6 ? "0.0.0.0/0" : "0.0.0.0/1"]`)}`,
    'beside a rule from the group itself': group(`${TCP(22)} self = true\n ${WORLD}`),
    'as a list of objects': `resource "aws_security_group" "g" {
  ingress = [{
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }]
}`,
    'in the default group': group(`${TCP(22)} ${WORLD}`).replace(
      'aws_security_group',
      'aws_default_security_group',
    ),
  },
  silent: {
    'a rule outwards': old(`${TCP(22)} ${WORLD}`, 'egress'),
  },
});
