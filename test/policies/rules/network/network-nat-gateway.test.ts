import { rule } from '../../../../policies/rules/network/network-nat-gateway';
import { testRule } from '../support';

const route = (target: string, destination = '0.0.0.0/0') => `
resource "aws_route" "r" {
  route_table_id         = "rtb-1"
  destination_cidr_block = "${destination}"
  ${target}
}`;

testRule(rule, {
  pass: {
    'a NAT gateway': route('nat_gateway_id = "nat-1"'),
    'an instance for one network': route('instance_id = "i-1"', '10.0.0.0/24'),
    'an empty attribute, as in a plan': route('instance_id = ""\n gateway_id = "igw-1"'),
    'an appliance': route('network_interface_id = "eni-1"'),
  },
  fail: {
    'an instance': route('instance_id = "i-1"'),
    inline: `
resource "aws_route_table" "t" {
  route {
    cidr_block  = "0.0.0.0/0"
    instance_id = "i-1"
  }
}
`,
  },
  evasion: {
    'by its interface': `resource "aws_instance" "i" {}\n${route('network_interface_id = aws_instance.i.primary_network_interface_id')}`,
    'half of it': route('instance_id = "i-1"', '0.0.0.0/1'),
  },
});
