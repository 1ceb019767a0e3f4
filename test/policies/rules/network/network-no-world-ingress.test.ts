import { rule } from '../../../../policies/rules/network/network-no-world-ingress';
import { testRule } from '../support';

const group = (body: string) => `
resource "aws_security_group" "g" {
  ingress {
    ${body}
  }
}`;
const TCP = (from: number, to = from) => `protocol = "tcp"\n from_port = ${from}\n to_port = ${to}\n`;
const WORLD = 'cidr_blocks = ["0.0.0.0/0"]';

testRule(rule, {
  pass: {
    HTTPS: group(`${TCP(443)} ${WORLD}`),
    'HTTP, which has a rule of its own': group(`${TCP(80)} ${WORLD}`),
    ICMP: group(`protocol = "icmp"\n from_port = 8\n to_port = 0\n ${WORLD}`),
    'a range': group(`${TCP(5432)} cidr_blocks = ["10.0.0.0/8"]`),
    'IPv6, one address': group(
      `${TCP(5432)} ipv6_cidr_blocks = ["1234:5678:9abc:def1:2345:6789:abcd:ef12/128"]`,
    ),
  },
  fail: {
    'another port': group(`${TCP(8443)} ${WORLD}`),
    'no port': `
resource "aws_vpc_security_group_ingress_rule" "r" {
  security_group_id = "sg-1"
  ip_protocol       = "tcp"
  cidr_ipv6         = "ff:ff:ff:ff:ff:ff:ff:ff/0"
}
`,
  },
  unknown: {
    'a variable': `variable "cidr" {}\n${group(`${TCP(8443)} cidr_blocks = [var.cidr]`)}`,
  },
  evasion: {
    'a range around the web port': group(`${TCP(443, 444)} ${WORLD}`),
    halves: group(`${TCP(8443)} cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]`),
  },
});
