import { obstacle } from '../../../../policies/model/reach/step';
import { there } from '../network/support';
import { ALL, DATABASE, HOST, pathsOf, S3, SQS } from './paths-of';
import { SAMPLE, sampleWith, sampleWithout } from './sample-network';

/** What is not known, and the paths that are not known then. None of them is open. */
const UNKNOWNS: readonly (readonly [what: string, configuration: string, unknown: readonly string[]])[] = [
  [
    'the subnets are a variable',
    sampleWith([/(vpc_config \{\s*subnet_ids\s*= )\[[^\]]*\]/, '$1var.anything']),
    ALL,
  ],
  [
    'the subnets are outside of the input',
    sampleWith([/(vpc_config \{\s*subnet_ids\s*= )\[[^\]]*\]/, '$1["subnet-1"]']),
    ALL,
  ],
  [
    'the groups are a variable',
    sampleWith([
      /security_group_ids = \[aws_security_group.function.id\]/,
      'security_group_ids = var.anything',
    ]),
    ALL,
  ],
  [
    'the group is outside of the input',
    sampleWith([/security_group_ids = \[aws_security_group.function.id\]/, 'security_group_ids = ["sg-1"]']),
    [S3, HOST],
  ],
  [
    'the protocol of a rule is a variable',
    sampleWith([/(egress_rule" "database"[^}]*ip_protocol\s*= )"tcp"/, '$1var.anything']),
    [DATABASE],
  ],
  [
    'the port of a rule is a variable',
    sampleWith([/(ingress_rule" "database"[^}]*from_port\s*= )5432/, '$1var.anything']),
    [DATABASE],
  ],
  [
    'private DNS is a variable',
    sampleWith(['private_dns_enabled = true', 'private_dns_enabled = var.anything']),
    [SQS],
  ],
  [
    'the VPC’s DNS is a variable',
    sampleWith(['enable_dns_support   = true', 'enable_dns_support   = var.anything']),
    [SQS, S3, HOST],
  ],
  [
    'the list of domains is a variable',
    sampleWith([/domains = \["\*\.eu[^\]]*\]/, 'domains = var.anything']),
    [SQS, S3, HOST],
  ],
  [
    'the route leads to a transit gateway',
    sampleWith([
      /(aws_route" "a" \{[^}]*)nat_gateway_id\s*= aws_nat_gateway.main.id/,
      '$1transit_gateway_id = "tgw-1"',
    ]),
    [HOST],
  ],
  [
    'the NAT gateway is outside of the input',
    sampleWith([/(aws_route" "a" \{[^}]*nat_gateway_id\s*= )aws_nat_gateway.main.id/, '$1"nat-1"']),
    [HOST],
  ],
  [
    'the route is there or not',
    sampleWith([/resource "aws_route" "a" \{/, 'resource "aws_route" "a" {\n  count = var.anything']),
    [HOST],
  ],
  [
    'the tables of the endpoint are a variable',
    sampleWith([/route_table_ids = \[[^\]]*\]/, 'route_table_ids = var.anything']),
    [S3],
  ],
  [
    'a rule of the ACL has no known range',
    sampleWith([/(acl_rule" "out" \{[^}]*cidr_block\s*= )"0.0.0.0\/0"/, '$1var.anything']),
    ALL,
  ],
  [
    'the subnets of the database are a variable',
    sampleWith([/subnet_ids = \[aws_subnet.data.id\]/, 'subnet_ids = var.anything']),
    [DATABASE],
  ],
  [
    'a rule is for a part of the addresses',
    sampleWith([/(egress_rule" "internet"[^}]*)0\.0\.0\.0\/0/, '$152.0.0.0/8']),
    [HOST],
  ],
  [
    'a rule is for a prefix list that nobody can look into',
    sampleWith([/(egress_rule" "internet"[^}]*)cidr_ipv4\s*= "0.0.0.0\/0"/, '$1prefix_list_id = "pl-1"']),
    [HOST],
  ],
  [
    'the VPC is outside of the input',
    SAMPLE.replace(/resource "aws_vpc" "main" \{[^}]*\}/, '').replaceAll('aws_vpc.main.id', '"vpc-1"'),
    [SQS, S3, HOST, DATABASE],
  ],
];

describe('what is not known is never open', () => {
  it('a host that may be reached over IPv6 is not said to be blocked', async () => {
    const dual = (text: string) =>
      text.replace('vpc_config {', 'vpc_config {\n    ipv6_allowed_for_dual_stack = true');
    const paths = await pathsOf(dual(sampleWithout('aws_route.b')));
    expect(there(paths.get(HOST)).way.passage).toBe('unknown');
    const filtered = await pathsOf(dual(sampleWith([', "partner.example"', ''])));
    expect(there(filtered.get(HOST)).way.passage).toBe('blocked');
    expect(there((await pathsOf(dual(SAMPLE))).get(HOST)).way.passage).toBe('open');
  });

  it('a group outside of the input is not the one that a rule of the endpoint names', async () => {
    const paths = await pathsOf(
      sampleWith([
        /security_group_ids = \[aws_security_group.function.id\]/,
        'security_group_ids = ["sg-1"]',
      ]),
    );
    for (const id of [SQS, DATABASE]) expect(there(paths.get(id)).way.passage).toBe('blocked');
  });

  test.each(UNKNOWNS)('%s', async (_, configuration, expected) => {
    const paths = await pathsOf(configuration);
    const unknown = ALL.filter((id) => paths.get(id)?.way.passage === 'unknown' || !paths.has(id));
    expect(unknown).toEqual(expected);
    for (const id of expected) {
      const path = paths.get(id);
      if (path) expect(there(obstacle(path.way)).says).toMatch(/: ./);
    }
  });
});
