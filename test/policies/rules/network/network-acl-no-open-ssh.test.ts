import { rule } from '../../../../policies/rules/network/network-acl-no-open-ssh';
import { testRule } from '../support';

const acl = (...rules: readonly string[]) => `
resource "aws_network_acl" "a" {
  ${rules.map((rule) => `ingress {\n ${rule}\n}`).join('\n')}
}`;
const rule1 = (body: string) => `
resource "aws_network_acl_rule" "r" {
  network_acl_id = "acl-1"
  rule_number    = 100
  rule_action    = "allow"
  ${body}
}`;
const line = (number: number, action: string, from: number, to: number, range = 'cidr_block = "0.0.0.0/0"') =>
  `rule_no = ${number}\n action = "${action}"\n protocol = "tcp"\n from_port = ${from}\n to_port = ${to}\n ${range}`;
const everything = (number: number) =>
  `rule_no = ${number}\n action = "allow"\n protocol = -1\n from_port = 0\n to_port = 0\n cidr_block = "0.0.0.0/0"`;

testRule(rule, {
  pass: {
    'no rule': `resource "aws_network_acl" "a" {}`,
    'another port': acl(line(100, 'allow', 443, 443)),
    'a private range': acl(line(100, 'allow', 22, 22, 'cidr_block = "10.0.0.0/8"')),
    denied: acl(line(100, 'deny', 22, 22)),
    'denied before everything is allowed': acl(line(10, 'deny', 21, 23), everything(100)),
    'denied by a separate rule': `${acl(everything(100))}\nresource "aws_network_acl_rule" "d" {
  network_acl_id = aws_network_acl.a.id
  rule_number    = 1
  rule_action    = "deny"
  protocol       = "6"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}`,
  },
  fail: {
    inline: acl(line(100, 'allow', 22, 22)),
    IPv6: acl(line(100, 'allow', 22, 22, 'ipv6_cidr_block = "::/0"')),
    separate: rule1('protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_block = "0.0.0.0/0"'),
    'every protocol, without ports': rule1('protocol = "-1"\n cidr_block = "0.0.0.0/0"'),
    'denied too late': acl(everything(10), line(20, 'deny', 22, 22)),
  },
  unknown: {
    'a variable': `variable "cidr" {}\n${rule1('protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_block = var.cidr')}`,
    'a dynamic block': `
variable "rules" {}
resource "aws_network_acl" "a" {
  dynamic "ingress" {
    for_each = var.rules
    content {
      rule_no = ingress.key
    }
  }
}
`,
  },
  evasion: {
    'a range of ports': acl(line(100, 'allow', 21, 23)),
    halves: acl(
      line(100, 'allow', 22, 22, 'cidr_block = "0.0.0.0/1"'),
      line(110, 'allow', 22, 22, 'cidr_block = "128.0.0.0/1"'),
    ),
    'half of it denied': acl(line(10, 'deny', 22, 22, 'cidr_block = "0.0.0.0/1"'), everything(100)),
    'in the default ACL': acl(line(100, 'allow', 22, 22)).replace(
      'aws_network_acl',
      'aws_default_network_acl',
    ),
  },
  silent: {
    'a rule outwards': rule1(
      'egress = true\n protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_block = "0.0.0.0/0"',
    ),
  },
});
