import { rule } from '../../../../policies/rules/network/network-peering-route-narrow';
import { testRule } from '../support';

const route = (destination: string) => `
resource "aws_route" "r" {
  route_table_id            = "rtb-1"
  vpc_peering_connection_id = "pcx-1"
  ${destination}
}`;

testRule(rule, {
  pass: {
    'a range': route('destination_cidr_block = "10.1.0.0/16"'),
    'everything to an internet gateway': route('destination_cidr_block = "0.0.0.0/0"').replace(
      'vpc_peering_connection_id',
      'gateway_id',
    ),
    'a prefix list': route('destination_prefix_list_id = "pl-1"'),
  },
  fail: {
    everything: route('destination_cidr_block = "0.0.0.0/0"'),
    IPv6: route('destination_ipv6_cidr_block = "::/0"'),
    inline: `
resource "aws_route_table" "t" {
  route {
    cidr_block                = "0.0.0.0/0"
    vpc_peering_connection_id = "pcx-1"
  }
}
`,
  },
  unknown: {
    'a variable': `variable "cidr" {}\n${route('destination_cidr_block = var.cidr')}`,
  },
  evasion: {
    'one half': route('destination_cidr_block = "128.0.0.0/1"'),
    'every private address': route('destination_cidr_block = "10.0.0.0/8"'),
    'many inline pieces': `
resource "aws_route_table" "t" {
  dynamic "route" {
    for_each = range(40, 120)
    content {
      cidr_block                = "\${route.value}.0.0.0/8"
      vpc_peering_connection_id = "pcx-1"
    }
  }
}
`,
  },
});
