import { rule } from '../../../../policies/rules/network/network-no-world-egress';
import { testRule } from '../support';

const egress = (body: string) => `
resource "aws_security_group" "g" {
  egress {
    ${body}
  }
}`;
const TCP = (from: number, to = from) => `protocol = "tcp"\n from_port = ${from}\n to_port = ${to}\n`;
const WORLD = 'cidr_blocks = ["0.0.0.0/0"]';

const behind = (target: string) => `
resource "aws_subnet" "s" {
  vpc_id = "vpc-1"
}
resource "aws_route_table" "t" {
  route {
    cidr_block = "0.0.0.0/0"
    ${target}
  }
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.s.id
  route_table_id = aws_route_table.t.id
}
resource "aws_lambda_function" "f" {
  vpc_config {
    subnet_ids         = [aws_subnet.s.id]
    security_group_ids = [aws_security_group.g.id]
  }
}
${egress(`${TCP(443)} ${WORLD}`)}`;

testRule(rule, {
  pass: {
    'behind a firewall': behind('vpc_endpoint_id = "vpce-1"'),
    nothing: `resource "aws_security_group" "g" {}`,
    'a range': egress(`${TCP(443)} cidr_blocks = ["10.0.0.0/8"]`),
    'a prefix list': egress(`${TCP(443)} prefix_list_ids = ["pl-1"]`),
    'one host': egress(`${TCP(443)} cidr_blocks = ["1.2.3.4/32"]`),
  },
  fail: {
    'one port': egress(`${TCP(443)} ${WORLD}`),
    'without ports': egress(WORLD),
    IPv6: egress(`${TCP(443)} ipv6_cidr_blocks = ["::/0"]`),
  },
  unknown: {
    'a variable': `variable "cidr" {}\n${egress(`${TCP(443)} cidr_blocks = [var.cidr]`)}`,
  },
  evasion: {
    'behind NAT': behind('nat_gateway_id = "nat-1"'),
    halves: egress(`${TCP(443)} cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]`),
    UDP: egress(`protocol = "17"\n from_port = 53\n to_port = 53\n ${WORLD}`),
  },
});
