import { network, vpcFunction } from '../support';
import { type BillCase, testBills } from './bill-case';

const nat = (name: string, subnet: string) => `
resource "aws_eip" "${name}" { domain = "vpc" }
resource "aws_nat_gateway" "${name}" {
  allocation_id = aws_eip.${name}.id
  subnet_id     = aws_subnet.${subnet}.id
}`;

const endpoint = (service: string, subnets: string) => `
resource "aws_vpc_endpoint" "${service}" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.${service}"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [${subnets}]
}`;

const cases: readonly BillCase[] = [
  {
    what: 'a NAT gateway with its address',
    configuration: network(1) + nat('n', 'a'),
    usage: { aws_nat_gateway: { processedGbPerMonth: 100 } },
    arithmetic: '730 × 0.045 = 32.85; 100 × 0.045 = 4.50; address 730 × 0.005 = 3.65; sum 41.00',
    total: '41.00',
  },
  {
    what: 'a NAT gateway in each of three zones',
    configuration: network(3) + nat('x', 'a') + nat('y', 'b') + nat('z', 'c'),
    usage: { aws_nat_gateway: { processedGbPerMonth: 0 } },
    arithmetic: '3 × (32.85 + 3.65) = 109.50',
    total: '109.50',
  },
  {
    what: 'one NAT gateway for functions in three zones: two thirds of the traffic cross zones, billed in both',
    configuration: `${network(3)}${nat('n', 'a')}${vpcFunction('f', 3)}
resource "aws_route_table" "out" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.n.id
  }
}
resource "aws_route_table_association" "x" {
  for_each       = { a = aws_subnet.a.id, b = aws_subnet.b.id, c = aws_subnet.c.id }
  subnet_id      = each.value
  route_table_id = aws_route_table.out.id
}`,
    usage: { aws_nat_gateway: { processedGbPerMonth: 300 }, aws_lambda_function: { invocationsPerMonth: 0 } },
    arithmetic:
      '32.85 + 3.65 + 300 × 0.045 = 50.00; crossing 300 × 2/3 = 200 GB × 2 × 0.01 = 4.00; sum 54.00',
    total: '54.00',
  },
  {
    what: 'an address by itself, idle',
    configuration: 'resource "aws_eip" "e" { domain = "vpc" }',
    arithmetic: '730 × 0.005 = 3.65',
    total: '3.65',
  },
  {
    what: 'a NAT instance',
    configuration: `${network(1)}
resource "aws_eip" "e" { instance = aws_instance.n.id }
resource "aws_instance" "n" {
  instance_type     = "t4g.nano"
  ami               = "ami-1"
  subnet_id         = aws_subnet.a.id
  source_dest_check = false
  root_block_device {
    volume_size = 8
    volume_type = "gp3"
  }
}`,
    arithmetic: '730 × 0.0042 = 3.066; 8 × 0.08 = 0.64; 730 × 0.005 = 3.65; sum 7.356',
    total: '7.36',
  },
  {
    what: 'an interface endpoint in three zones',
    configuration: network(3) + endpoint('events', 'aws_subnet.a.id, aws_subnet.b.id, aws_subnet.c.id'),
    usage: { aws_vpc_endpoint: { processedGbPerMonth: 50 } },
    arithmetic: '3 × 730 × 0.01 = 21.90; 50 × 0.01 = 0.50; sum 22.40',
    total: '22.40',
  },
  {
    what: 'a gateway endpoint, which is free',
    configuration: `${network(1)}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.us-east-1.s3"
}`,
    arithmetic: '0',
    total: '0.00',
  },
  {
    what: 'two endpoints that fill the tiers of the region together',
    configuration: network(1) + endpoint('events', 'aws_subnet.a.id') + endpoint('states', 'aws_subnet.a.id'),
    usage: { aws_vpc_endpoint: { processedGbPerMonth: 1_000_000 } },
    arithmetic:
      '2 × 7.30 = 14.60; of 2,000,000 GB 1,048,576 × 0.01 = 10,485.76 and 951,424 × 0.006 = 5,708.544; sum 16,208.904',
    total: '16208.90',
  },
  {
    what: 'Network Firewall in two zones beside two NAT gateways, whose charges it waives',
    configuration: `${network(2)}${nat('x', 'a')}${nat('y', 'b')}
resource "aws_networkfirewall_firewall" "f" {
  name                = "f"
  vpc_id              = aws_vpc.main.id
  firewall_policy_arn = "arn:aws:network-firewall:us-east-1:111122223333:firewall-policy/p"
  subnet_mapping { subnet_id = aws_subnet.a.id }
  subnet_mapping { subnet_id = aws_subnet.b.id }
}`,
    usage: {
      aws_nat_gateway: { processedGbPerMonth: 50 },
      aws_networkfirewall_firewall: { processedGbPerMonth: 60 },
    },
    arithmetic:
      'firewall 2 × 730 × 0.395 = 576.70, 60 × 0.065 = 3.90; NAT hours waived; NAT 100 GB − 60 waived = 40 × 0.045 = 1.80; addresses 7.30; sum 589.70',
    total: '589.70',
  },
  {
    what: 'DNS Firewall: a list of three names and its association',
    configuration: `${network(1)}
resource "aws_route53_resolver_firewall_domain_list" "l" {
  name    = "l"
  domains = ["a.example.", "b.example.", "c.example."]
}
resource "aws_route53_resolver_firewall_rule_group" "g" { name = "g" }
resource "aws_route53_resolver_firewall_rule_group_association" "g" {
  name                   = "g"
  priority               = 101
  vpc_id                 = aws_vpc.main.id
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.g.id
}`,
    usage: { aws_route53_resolver_firewall_rule_group_association: { queriesPerMonth: 2_000_000 } },
    arithmetic: '3 × 0.0005 = 0.0015; 2,000,000 × 0.0000006 = 1.20; sum 1.2015',
    total: '1.20',
  },
  {
    what: 'a transit gateway attachment',
    configuration: `${network(1)}
resource "aws_ec2_transit_gateway_vpc_attachment" "t" {
  transit_gateway_id = "tgw-1"
  vpc_id             = aws_vpc.main.id
  subnet_ids         = [aws_subnet.a.id]
}`,
    usage: { aws_ec2_transit_gateway_vpc_attachment: { sentGbPerMonth: 200 } },
    arithmetic: '730 × 0.05 = 36.50; 200 × 0.02 = 4.00; sum 40.50',
    total: '40.50',
  },
  {
    what: 'data to the internet beyond the first 10 TB',
    configuration: 'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }',
    usage: { system: { internetOutGbPerMonth: 12_240 } },
    arithmetic: '10,240 × 0.09 = 921.60; 2,000 × 0.085 = 170.00; sum 1,091.60',
    total: '1091.60',
  },
];

describe('bills of networks that were calculated by hand', () => testBills(cases, 12));
