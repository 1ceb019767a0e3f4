import { rule } from '../../../../policies/rules/network/network-private-subnet';
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
resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table" "t" {
  vpc_id = aws_vpc.v.id
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.private.id
  route_table_id = aws_route_table.t.id
}
`,
  pass: {
    isolated: ``,
    NAT: route('nat_gateway_id = "nat-1"'),
  },
  fail: {
    'an internet gateway': route(IGW),
  },
  unknown: {
    'a gateway from a variable': `variable "gateway" {}\n${route('gateway_id = var.gateway')}`,
  },
  evasion: {
    'by the main table': `
resource "aws_subnet" "more" {
  vpc_id = aws_vpc.v.id
  tags   = { Name = "app-private-b" }
}
resource "aws_default_route_table" "d" {
  default_route_table_id = aws_vpc.v.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.i.id
  }
}
`,
  },
});
