import { Unknown } from '../../../../policies/graph/value';
import { gateways } from '../../../../policies/model/network/gateways';
import { IpSet, parseCidr } from '../../../../policies/model/network/ip-set';
import { routeTo, routeToList } from '../../../../policies/model/network/route-choice';
import { routeTables } from '../../../../policies/model/network/route-tables';
import { subnets } from '../../../../policies/model/network/subnets';
import { vpcs } from '../../../../policies/model/network/vpcs';
import { contextOf, there } from './support';

const BASE = `
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.v.id }
resource "aws_nat_gateway" "n" { subnet_id = aws_subnet.s.id }
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table" "t" { vpc_id = aws_vpc.v.id }
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.s.id
  route_table_id = aws_route_table.t.id
}
`;
const route = (body: string) =>
  `resource "aws_route" "r" {\n route_table_id = aws_route_table.t.id\n ${body}\n}\n`;

async function tierOf(configuration: string) {
  const context = await contextOf(configuration);
  const [subnet] = context.derive(subnets).values();
  const { tier } = there(subnet);
  return tier instanceof Unknown ? 'unknown' : tier;
}

test.each([
  ['no route', '', 'isolated'],
  [
    'an internet gateway',
    route('destination_cidr_block = "0.0.0.0/0"\n gateway_id = aws_internet_gateway.i.id'),
    'public',
  ],
  [
    'for IPv6',
    route('destination_ipv6_cidr_block = "::/0"\n gateway_id = aws_internet_gateway.i.id'),
    'public',
  ],
  ['half of it', route('destination_cidr_block = "0.0.0.0/1"\n gateway_id = "igw-1"'), 'public'],
  ['NAT', route('destination_cidr_block = "0.0.0.0/0"\n nat_gateway_id = aws_nat_gateway.n.id'), 'private'],
  [
    'NAT written as a gateway',
    route('destination_cidr_block = "0.0.0.0/0"\n gateway_id = aws_nat_gateway.n.id'),
    'private',
  ],
  [
    'a NAT instance',
    route('destination_cidr_block = "0.0.0.0/0"\n network_interface_id = "eni-1"'),
    'private',
  ],
  [
    'a gateway from a variable',
    `variable "g" {}\n${route('destination_cidr_block = "0.0.0.0/0"\n gateway_id = var.g')}`,
    'unknown',
  ],
])('the tier of a subnet with %s', async (_, more, tier) => {
  expect(await tierOf(BASE + more)).toBe(tier);
});

test('a subnet without association has the main table: inline routes, the default one, or another made main', async () => {
  const open = `route {\n cidr_block = "0.0.0.0/0"\n gateway_id = aws_internet_gateway.i.id\n}`;
  const alone = BASE.replace(/resource "aws_route_table_association"[\s\S]*/, '');
  expect(await tierOf(alone)).toBe('isolated');
  const main = `resource "aws_route_table" "m" {\n vpc_id = aws_vpc.v.id\n ${open}\n}`;
  expect(await tierOf(`${alone}${main}`)).toBe('isolated');
  const association = `resource "aws_main_route_table_association" "m" {\n vpc_id = aws_vpc.v.id\n route_table_id = aws_route_table.m.id\n}`;
  expect(await tierOf(`${alone}${main}\n${association}`)).toBe('public');
  expect(
    await tierOf(
      `${alone}resource "aws_default_route_table" "d" {\n default_route_table_id = aws_vpc.v.default_route_table_id\n ${open}\n}`,
    ),
  ).toBe('public');
  expect(
    await tierOf(
      `${alone}resource "aws_route" "r" {\n route_table_id = aws_vpc.v.main_route_table_id\n destination_cidr_block = "0.0.0.0/0"\n gateway_id = aws_internet_gateway.i.id\n}`,
    ),
  ).toBe('public');
  expect(await tierOf('resource "aws_default_subnet" "s" {\n availability_zone = "eu-central-1a"\n}')).toBe(
    'public',
  );
});

test('a subnet of a VPC that is not in the input has an unknown tier', async () => {
  expect(await tierOf('resource "aws_subnet" "s" {\n vpc_id = "vpc-1"\n cidr_block = "10.0.0.0/24"\n}')).toBe(
    'unknown',
  );
});

test('the most specific route decides; what is local needs none', async () => {
  const context = await contextOf(`${BASE}
resource "aws_route" "nat" {
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.n.id
}
resource "aws_route" "peer" {
  route_table_id            = aws_route_table.t.id
  destination_cidr_block    = "192.168.0.0/16"
  vpc_peering_connection_id = "pcx-1"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.v.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_route_table.t.id]
}`);
  const table = there([...context.derive(routeTables).all].find(({ routes }) => routes.length > 0));
  const local = there([...context.derive(vpcs).values()][0]).addresses;
  const kind = (text: string) => {
    const choice = routeTo(table, there(parseCidr(text)), local);
    if (choice instanceof Unknown || choice === undefined) return choice;
    return choice.kind === 'local' ? 'local' : choice.route.target.kind;
  };
  expect(['10.0.9.9', '192.168.1.1', '8.8.8.8', '2606::1'].map(kind)).toEqual([
    'local',
    'peering',
    'nat-gateway',
    undefined,
  ]);
  const [endpoint] = context.graph.byType('aws_vpc_endpoint');
  const list = context.graph.attribute(there(endpoint), 'prefix_list_id');
  expect(routeToList(table, list)?.target.kind).toBe('gateway-endpoint');
  expect(routeTo({ ...table, routes: [] }, there(parseCidr('8.8.8.8')), IpSet.EMPTY)).toBeUndefined();
});

test('gateways know their VPC, also by a separate attachment, and their subnet', async () => {
  const context = await contextOf(`${BASE}
resource "aws_internet_gateway" "bare" {}
resource "aws_internet_gateway_attachment" "a" {
  internet_gateway_id = aws_internet_gateway.bare.id
  vpc_id              = aws_vpc.v.id
}
resource "aws_instance" "nat" {
  subnet_id         = aws_subnet.s.id
  source_dest_check = false
}
resource "aws_instance" "app" {
  subnet_id = aws_subnet.s.id
}`);
  const found = context.derive(gateways);
  const vpc = there([...context.derive(vpcs).keys()][0]);
  expect([...found.internet.values()].map((one) => one.vpc)).toEqual([vpc, vpc]);
  expect(new Set([...found.forwarders.values()].map(({ resource }) => resource.address))).toEqual(
    new Set(['aws_instance.nat']),
  );
});

test('addresses: five of each subnet are AWS’s own; secondary ranges belong to the VPC', async () => {
  const context = await contextOf(`${BASE}
resource "aws_vpc_ipv4_cidr_block_association" "more" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "100.64.0.0/16"
}`);
  expect([...context.derive(subnets).values()].map(({ usable }) => usable)).toEqual([251]);
  expect([...context.derive(vpcs).values()].map(({ addresses }) => addresses.cidrs())).toEqual([
    ['10.0.0.0/16', '100.64.0.0/16'],
  ]);
});
