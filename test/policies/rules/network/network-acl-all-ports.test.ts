import { rule } from '../../../../policies/rules/network/network-acl-all-ports';
import { testRule } from '../support';

const rule1 = (body: string) => `
resource "aws_network_acl_rule" "r" {
  network_acl_id = "acl-1"
  rule_number    = 100
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  ${body}
}`;

testRule(rule, {
  pass: {
    'no rule': `
resource "aws_network_acl" "a" {}
`,
    'one port': rule1('protocol = "tcp"\n from_port = 443\n to_port = 443'),
    denied: rule1('protocol = "-1"').replace('allow', 'deny'),
  },
  fail: {
    'minus one': rule1('protocol = "-1"'),
    'a word': rule1('protocol = "all"'),
    outwards: rule1('egress = true\n protocol = -1'),
    inline: `
resource "aws_network_acl" "a" {
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = -1
    from_port  = 0
    to_port    = 0
    cidr_block = "10.0.0.0/8"
  }
}
`,
  },
  unknown: {
    'a variable': `variable "protocol" {}\n${rule1('protocol = var.protocol')}`,
  },
  evasion: {
    'ports beside it, which AWS ignores': rule1('protocol = "all"\n from_port = 80\n to_port = 80'),
  },
});
