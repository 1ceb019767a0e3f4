import { rule } from '../../../../policies/rules/network/network-firewall-return-path';
import { testRule } from '../support';

const subnet = (name: string, range: string, zone = 'a') => `
resource "aws_subnet" "${name}" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "${range}"
  availability_zone = "eu-central-1${zone}"
}
resource "aws_route_table" "${name}" {
  vpc_id = aws_vpc.v.id
}
resource "aws_route_table_association" "${name}" {
  subnet_id      = aws_subnet.${name}.id
  route_table_id = aws_route_table.${name}.id
}`;
const route = (name: string, table: string, destination: string, target: string) => `
resource "aws_route" "${name}" {
  route_table_id         = aws_route_table.${table}.id
  destination_cidr_block = ${destination}
  ${target}
}`;
const INTERNET = '"0.0.0.0/0"';
const FIREWALL = 'vpc_endpoint_id = "vpce-0123456789abcdef0"';
const back = (destination = '"10.0.1.0/24"') => route('back', 'public', destination, FIREWALL);

testRule(rule, {
  common: `
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "i" {
  vpc_id = aws_vpc.v.id
}
resource "aws_nat_gateway" "n" {
  subnet_id = aws_subnet.public.id
}
${subnet('asker', '10.0.1.0/24')}
${subnet('firewall', '10.0.2.0/24')}
${subnet('public', '10.0.3.0/24')}
${route('asker', 'asker', INTERNET, FIREWALL)}
${route('firewall', 'firewall', INTERNET, 'nat_gateway_id = aws_nat_gateway.n.id')}
${route('public', 'public', INTERNET, 'gateway_id = aws_internet_gateway.i.id')}
resource "aws_networkfirewall_firewall" "f" {
  name                = "f"
  vpc_id              = aws_vpc.v.id
  firewall_policy_arn = "arn:aws:network-firewall:eu-central-1:123456789012:firewall-policy/p"
  subnet_mapping {
    subnet_id = aws_subnet.firewall.id
  }
}
`,
  pass: {
    'a route for the range of the subnet': back(),
    'a wider one': back('"10.0.0.0/22"'),
  },
  fail: {
    'no route back': '',
    'a route for another range': back('"10.0.4.0/24"'),
  },
  evasion: {
    'a route back to something else': route(
      'back',
      'public',
      '"10.0.1.0/24"',
      'network_interface_id = "eni-0123456789abcdef0"',
    ),
  },
  unknown: {
    'a range from a variable': `variable "range" {}\n${back('var.range')}`,
  },
});

describe('who asks by another way', () => {
  testRule(rule, {
    common: `
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
${subnet('public', '10.0.3.0/24')}
${subnet('asker', '10.0.1.0/24')}
resource "aws_nat_gateway" "n" {
  subnet_id = aws_subnet.public.id
}
`,
    pass: {
      'of two firewalls, each in its zone': `${subnet('firewall', '10.0.2.0/24')}${subnet('other', '10.0.5.0/24', 'b')}
${route('asker', 'asker', INTERNET, FIREWALL)}
${route('firewall', 'firewall', INTERNET, 'nat_gateway_id = aws_nat_gateway.n.id')}
${subnet('far', '10.0.6.0/24', 'b')}
${route('far', 'far', INTERNET, FIREWALL)}
${back()}
resource "aws_networkfirewall_firewall" "f" {
  name                = "f"
  vpc_id              = aws_vpc.v.id
  firewall_policy_arn = "arn:aws:network-firewall:eu-central-1:123456789012:firewall-policy/p"
  subnet_mapping {
    subnet_id = aws_subnet.firewall.id
  }
  subnet_mapping {
    subnet_id = aws_subnet.other.id
  }
}`,
    },
    fail: {
      'and none of them leads back': `${subnet('firewall', '10.0.2.0/24')}
${route('asker', 'asker', INTERNET, FIREWALL)}
${route('firewall', 'firewall', INTERNET, 'nat_gateway_id = aws_nat_gateway.n.id')}
resource "aws_networkfirewall_firewall" "f" {
  name                = "f"
  vpc_id              = aws_vpc.v.id
  firewall_policy_arn = "arn:aws:network-firewall:eu-central-1:123456789012:firewall-policy/p"
  subnet_mapping {
    subnet_id = aws_subnet.firewall.id
  }
}`,
    },
    silent: {
      'no firewall': route('asker', 'asker', INTERNET, 'nat_gateway_id = aws_nat_gateway.n.id'),
    },
  });
});
