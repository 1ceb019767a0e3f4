import { rule } from '../../../../policies/rules/network/network-function-subnet';
import { testRule } from '../support';

const route = (target: string, destination = 'destination_cidr_block = "0.0.0.0/0"') => `
resource "aws_route" "r" {
  route_table_id = aws_route_table.t.id
  ${destination}
  ${target}
}`;
const IGW = 'gateway_id = aws_internet_gateway.i.id';

testRule(rule, {
  common: `
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "i" {
  vpc_id = aws_vpc.v.id
}
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table" "t" {
  vpc_id = aws_vpc.v.id
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.s.id
  route_table_id = aws_route_table.t.id
}
resource "aws_lambda_function" "f" {
  vpc_config {
    subnet_ids         = [aws_subnet.s.id]
    security_group_ids = ["sg-1"]
  }
}
`,
  pass: {
    isolated: ``,
    NAT: route('nat_gateway_id = "nat-1"'),
  },
  fail: {
    'an internet gateway': route(IGW),
    IPv6: route(IGW, 'destination_ipv6_cidr_block = "::/0"'),
  },
  unknown: {
    'a gateway from a variable': `variable "gateway" {}\n${route('gateway_id = var.gateway')}`,
  },
  evasion: {
    'one half': route(IGW, 'destination_cidr_block = "128.0.0.0/1"'),
    'a gateway by its id': route('gateway_id = "igw-1"'),
  },
});
