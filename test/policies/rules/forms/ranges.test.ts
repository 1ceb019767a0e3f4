import { testPairs } from './support';

const group = (ingress: string, more = '') => `${more}
  resource "aws_security_group" "g" {
    name        = "g"
    description = "the group"
    vpc_id      = "vpc-12345678"
    ${ingress}
  }`;

const ssh = (cidr: string, more = '') =>
  group(
    `ingress {
      description = "shell"
      from_port   = 22
      to_port     = 22
      protocol    = "tcp"
      ${cidr}
    }`,
    more,
  );

testPairs('ranges', {
  'a local that refers to a local that refers to a variable': {
    rule: 'network-no-open-ssh',
    insecure: ssh(
      'cidr_blocks = local.allowed',
      `
      variable "office" {
        default = "0.0.0.0"
      }
      locals {
        allowed = [local.office]
        office  = format("%s/%d", var.office, local.bits)
        bits    = 0
      }`,
    ),
    secure: ssh(
      'cidr_blocks = local.allowed',
      `
      variable "office" {
        default = "192.0.2.7"
      }
      locals {
        allowed = [local.office]
        office  = format("%s/%d", var.office, local.bits)
        bits    = 32
      }`,
    ),
  },
  'a range that is joined to ranges nobody knows': {
    rule: 'network-no-open-ssh',
    insecure: ssh(
      'cidr_blocks = concat(["0.0.0.0/0"], var.more)',
      'variable "more" {\n  type = list(string)\n}',
    ),
    secure: ssh(
      'cidr_blocks = concat(["10.0.0.0/8"], var.more)',
      'variable "more" {\n  type    = list(string)\n  default = []\n}',
    ),
  },
  'two halves of the internet': {
    rule: 'network-no-open-ssh',
    insecure: ssh('cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]'),
    secure: ssh('cidr_blocks = ["10.0.0.0/9", "10.128.0.0/9"]'),
  },
  'the whole internet of IPv6, written long': {
    rule: 'network-no-open-ssh',
    insecure: ssh('ipv6_cidr_blocks = ["0000:0000:0000:0000:0000:0000:0000:0000/0"]'),
    secure: ssh('ipv6_cidr_blocks = ["fd00::/8"]'),
  },
  'IPv6 /0 beside a narrow IPv4 range': {
    rule: 'network-no-open-ssh',
    insecure: ssh('cidr_blocks = ["10.0.0.0/8"]\n      ipv6_cidr_blocks = ["::/0"]'),
    secure: ssh('cidr_blocks = ["10.0.0.0/8"]\n      ipv6_cidr_blocks = []'),
  },
  'a prefix list that holds the internet': {
    rule: 'network-no-open-ssh',
    insecure: ssh(
      'prefix_list_ids = [aws_ec2_managed_prefix_list.p.id]',
      `resource "aws_ec2_managed_prefix_list" "p" {
      name           = "p"
      address_family = "IPv4"
      max_entries    = 5
      entry {
        cidr = "0.0.0.0/0"
      }
    }`,
    ),
    secure: ssh(
      'prefix_list_ids = [aws_ec2_managed_prefix_list.p.id]',
      `resource "aws_ec2_managed_prefix_list" "p" {
      name           = "p"
      address_family = "IPv4"
      max_entries    = 5
      entry {
        cidr = "192.0.2.0/24"
      }
    }`,
    ),
  },
  'an entry of a prefix list apart from the list': {
    rule: 'network-no-open-ssh',
    insecure: ssh(
      'prefix_list_ids = [aws_ec2_managed_prefix_list.p.id]',
      `resource "aws_ec2_managed_prefix_list" "p" {
      name           = "p"
      address_family = "IPv4"
      max_entries    = 5
    }
    resource "aws_ec2_managed_prefix_list_entry" "e" {
      prefix_list_id = aws_ec2_managed_prefix_list.p.id
      cidr           = "0.0.0.0/0"
    }`,
    ),
    secure: ssh(
      'prefix_list_ids = [aws_ec2_managed_prefix_list.p.id]',
      `resource "aws_ec2_managed_prefix_list" "p" {
      name           = "p"
      address_family = "IPv4"
      max_entries    = 5
    }
    resource "aws_ec2_managed_prefix_list_entry" "e" {
      prefix_list_id = aws_ec2_managed_prefix_list.p.id
      cidr           = "10.0.0.0/8"
    }`,
    ),
  },
  'dynamic ingress over a map of objects with an iterator': {
    rule: 'network-no-open-rdp',
    insecure: group(
      `dynamic "ingress" {
      for_each = var.rules
      iterator = rule
      content {
        description = rule.key
        from_port   = rule.value.port
        to_port     = rule.value.port
        protocol    = "tcp"
        cidr_blocks = rule.value.from
      }
    }`,
      'variable "rules" {\n  default = { rdp = { port = 3389, from = ["0.0.0.0/0"] } }\n}',
    ),
    secure: group(
      `dynamic "ingress" {
      for_each = var.rules
      iterator = rule
      content {
        description = rule.key
        from_port   = rule.value.port
        to_port     = rule.value.port
        protocol    = "tcp"
        cidr_blocks = rule.value.from
      }
    }`,
      'variable "rules" {\n  default = { rdp = { port = 3389, from = ["10.0.0.0/8"] } }\n}',
    ),
  },
  'dynamic ingress over a set of ports': {
    rule: 'network-no-open-ssh',
    insecure: group(`dynamic "ingress" {
      for_each = toset([443, 22])
      content {
        description = "port"
        from_port   = ingress.value
        to_port     = ingress.value
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }`),
    secure: group(`dynamic "ingress" {
      for_each = toset([443, 8443])
      content {
        description = "port"
        from_port   = ingress.value
        to_port     = ingress.value
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }`),
  },
  'attributes as blocks: ingress as a list of objects': {
    rule: 'network-no-open-ssh',
    insecure: group(
      'ingress = [{ description = "a", from_port = 0, to_port = 65535, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = [], prefix_list_ids = [], security_groups = [], self = false }]',
    ),
    secure: group(
      'ingress = [{ description = "a", from_port = 0, to_port = 65535, protocol = "tcp", cidr_blocks = [], ipv6_cidr_blocks = [], prefix_list_ids = [], security_groups = [], self = true }]',
    ),
  },
  'the new rule resource with a range in a conditional': {
    rule: 'network-no-open-ssh',
    insecure: `variable "public" {
      default = true
    }
    resource "aws_security_group" "g" {
      description = "g"
    }
    resource "aws_vpc_security_group_ingress_rule" "r" {
      security_group_id = aws_security_group.g.id
      ip_protocol       = "tcp"
      from_port         = 20
      to_port           = 30
      cidr_ipv4         = var.public ? "0.0.0.0/0" : "10.0.0.0/8"
    }`,
    secure: `variable "public" {
      default = false
    }
    resource "aws_security_group" "g" {
      description = "g"
    }
    resource "aws_vpc_security_group_ingress_rule" "r" {
      security_group_id = aws_security_group.g.id
      ip_protocol       = "tcp"
      from_port         = 20
      to_port           = 30
      cidr_ipv4         = var.public ? "0.0.0.0/0" : "10.0.0.0/8"
    }`,
  },
  'a type that makes a list a set and a string a number': {
    rule: 'network-no-open-ssh',
    insecure: ssh(
      'cidr_blocks = var.from',
      'variable "from" {\n  type = set(string)\n  default = ["0.0.0.0/0", "0.0.0.0/0"]\n}',
    ),
    secure: ssh(
      'cidr_blocks = var.from',
      'variable "from" {\n  type = set(string)\n  default = ["10.0.0.0/8", "10.0.0.0/8"]\n}',
    ),
  },
  'items of which nobody knows whether they pass a condition': {
    rule: 'network-no-open-ssh',
    insecure: ssh(
      'cidr_blocks = [for c in concat(["0.0.0.0/0"], [data.aws_vpc.v.cidr_block]) : c if c != "10.0.0.0/8"]',
      'data "aws_vpc" "v" {}',
    ),
    secure: ssh(
      'cidr_blocks = [for c in ["0.0.0.0/0", "10.1.0.0/16"] : c if c != "0.0.0.0/0"]',
      'data "aws_vpc" "v" {}',
    ),
  },
  'a json file decoded': {
    rule: 'network-no-open-ssh',
    insecure: {
      'main.tf': ssh('cidr_blocks = jsondecode(file("net.json"))["allowed"]'),
      'net.json': '{"allowed":["0.0.0.0/0"]}',
    },
    secure: {
      'main.tf': ssh('cidr_blocks = jsondecode(file("net.json"))["allowed"]'),
      'net.json': '{"allowed":["10.0.0.0/8"]}',
    },
  },
});
