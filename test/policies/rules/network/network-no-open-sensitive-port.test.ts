import { rule } from '../../../../policies/rules/network/network-no-open-sensitive-port';
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
    'a database, for a group': group(`${TCP(5432)} security_groups = ["sg-2"]`),
    'every port, which has a rule of its own': group(
      `protocol = "-1"\n from_port = 0\n to_port = 0\n ${WORLD}`,
    ),
  },
  fail: {
    PostgreSQL: group(`${TCP(5432)} ${WORLD}`),
    'Redis, IPv6': group(`${TCP(6379)} ipv6_cidr_blocks = ["::/0"]`),
    'memcached, UDP': group(`protocol = "udp"\n from_port = 11211\n to_port = 11211\n ${WORLD}`),
  },
  unknown: {
    'a variable': `variable "cidr" {}\n${group(`${TCP(5432)} cidr_blocks = [var.cidr]`)}`,
  },
  evasion: {
    'inside a range': group(`${TCP(5000, 6000)} ${WORLD}`),
    halves: group(`${TCP(3306)} cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]`),
  },
});
