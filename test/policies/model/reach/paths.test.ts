import type { ReachPath } from '../../../../policies/model/reach/function-reach';
import { reach } from '../../../../policies/model/reach/reach';
import { obstacle } from '../../../../policies/model/reach/step';
import { contextOf, there } from '../network/support';
import { SAMPLE, sampleWith, sampleWithout } from './sample-network';

async function pathsOf(configuration: string): Promise<ReadonlyMap<string, ReachPath>> {
  const context = await contextOf(configuration);
  const one = there(context.derive(reach).functions[0]);
  return new Map(one.paths.map((path) => [path.destination.id, path]));
}

const SQS = 'service sqs';
const S3 = 'service s3';
const HOST = 'host partner.example';
const DATABASE = 'database aws_rds_cluster.db';
const ALL = [SQS, S3, HOST, DATABASE];

describe('the sample', () => {
  it('reaches everything, and no other host', async () => {
    const paths = await pathsOf(SAMPLE);
    for (const id of ALL) expect([id, there(paths.get(id)).way.passage]).toEqual([id, 'open']);
    expect(there(paths.get(SQS)).permission).toBe('granted');
    expect(there(paths.get(S3)).permission).toBe('granted');
    expect(there(paths.get(HOST)).permission).toBe('not needed');
    expect(there(paths.get(DATABASE)).permission).toBe('granted');
    expect(there(paths.get('internet')).way.passage).toBe('blocked');
    expect(there(paths.get(SQS)).endpoint?.resource.address).toBe('aws_vpc_endpoint.sqs');
  });

  it('does not list what Lambda itself does with the role', async () => {
    expect([...(await pathsOf(SAMPLE)).keys()].sort()).toEqual([...ALL, 'internet'].sort());
  });
});

/** What is broken, the paths that are blocked then, the step that blocks the first of them, and the change that is named. */
const BLOCKS: readonly (readonly [
  what: string,
  configuration: string,
  blocked: readonly string[],
  kind: string,
  change: string,
])[] = [
  [
    'no egress rule to the endpoint and to the internet',
    sampleWithout(
      'aws_vpc_security_group_egress_rule.endpoint',
      'aws_vpc_security_group_egress_rule.internet',
    ),
    [SQS, HOST],
    'security group',
    'add an egress rule for tcp 443 from aws_security_group.function to aws_security_group.endpoint (aws_vpc_endpoint.sqs)',
  ],
  [
    'the egress rule is for another port',
    sampleWith([/(egress_rule" "database"[^}]*from_port\s*= )5432(\s*to_port\s*= )5432/, '$15433$25433']),
    [DATABASE],
    'security group',
    'add an egress rule for tcp 5432 from aws_security_group.function to aws_rds_cluster.db',
  ],
  [
    'the egress rule is for UDP',
    sampleWith([/(egress_rule" "database"[^}]*ip_protocol\s*= )"tcp"/, '$1"udp"']),
    [DATABASE],
    'security group',
    'add an egress rule for tcp 5432 from aws_security_group.function to aws_rds_cluster.db',
  ],
  [
    'no ingress rule of the endpoint',
    sampleWithout('aws_vpc_security_group_ingress_rule.endpoint'),
    [SQS],
    'security group',
    'add an ingress rule for tcp 443 to aws_security_group.endpoint from aws_security_group.function',
  ],
  [
    'the ingress rule is for another group',
    sampleWith([
      /(ingress_rule" "database"[^}]*referenced_security_group_id = )aws_security_group.function.id/,
      '$1aws_security_group.endpoint.id',
    ]),
    [DATABASE],
    'security group',
    'add an ingress rule for tcp 5432 to aws_security_group.database from aws_security_group.function',
  ],
  [
    'no endpoint, and the name of the service is filtered',
    sampleWith(['"*.eu-central-1.amazonaws.com", ', '']).replace(
      /resource "aws_vpc_endpoint" "sqs" \{[^}]*\}/,
      '',
    ),
    [SQS, S3],
    'endpoint',
    'add an interface endpoint with private DNS for sqs to aws_vpc.main, and let aws_security_group.function send tcp 443 to it',
  ],
  [
    'private DNS is off, and nothing leads out',
    sampleWithout('aws_route.a', 'aws_route.b').replace(
      'private_dns_enabled = true',
      'private_dns_enabled = false',
    ),
    [SQS, HOST],
    'endpoint',
    'set private_dns_enabled = true on aws_vpc_endpoint.sqs',
  ],
  [
    'the VPC has no DNS host names',
    sampleWith(['enable_dns_hostnames = true', 'enable_dns_hostnames = false']),
    [SQS],
    'dns',
    'set enable_dns_hostnames = true on aws_vpc.main',
  ],
  [
    'the VPC has no DNS',
    sampleWith(['enable_dns_support   = true', 'enable_dns_support   = false']),
    [SQS, S3, HOST],
    'dns',
    'set enable_dns_support = true on aws_vpc.main',
  ],
  [
    'the DNS firewall does not know the partner',
    sampleWith([', "partner.example"', '']),
    [HOST],
    'dns',
    'add partner.example to the domains that aws_route53_resolver_firewall_rule.allow allows',
  ],
  [
    'the ACL drops what goes out',
    sampleWithout('aws_network_acl_rule.out'),
    ALL,
    'network acl',
    'add an egress rule to aws_network_acl.main that allows tcp 443 to 10.0.2.0/24',
  ],
  [
    'the ACL drops the answers of the internet',
    sampleWithout('aws_network_acl_rule.back'),
    [S3, HOST],
    'network acl',
    'add an ingress rule to aws_network_acl.main that allows the answers (tcp 1024-65535) from the internet',
  ],
  [
    'a rule before the others denies the database',
    sampleWith([
      'resource "aws_security_group" "function"',
      `resource "aws_network_acl_rule" "deny" {
  network_acl_id = aws_network_acl.main.id
  egress         = true
  rule_number    = 50
  protocol       = "tcp"
  rule_action    = "deny"
  cidr_block     = "10.0.3.0/24"
  from_port      = 5432
  to_port        = 5432
}
resource "aws_security_group" "function"`,
    ]),
    [DATABASE],
    'network acl',
    'add an egress rule to aws_network_acl.main that allows tcp 5432 to 10.0.3.0/24, with a number below 50',
  ],
  [
    'one of two subnets has no route to S3',
    sampleWithout('aws_route.b').replace(
      'route_table_ids = [aws_route_table.a.id, aws_route_table.b.id]',
      'route_table_ids = [aws_route_table.a.id]',
    ),
    [S3, HOST],
    'route',
    'add aws_route_table.b to route_table_ids of aws_vpc_endpoint.s3',
  ],
  [
    'one of two subnets has no way out',
    sampleWithout('aws_route.b'),
    [HOST],
    'route',
    'add a route for 0.0.0.0/0 to a NAT gateway to aws_route_table.b',
  ],
  [
    'the NAT gateway lies in a private subnet',
    sampleWith([/(aws_nat_gateway" "main" \{\s*subnet_id\s*= )aws_subnet.public.id/, '$1aws_subnet.data.id']),
    [HOST],
    'nat',
    'put aws_nat_gateway.main into a public subnet, or add a route for 0.0.0.0/0 to an internet gateway to the main route table of aws_vpc.main',
  ],
  [
    'the NAT gateway is private',
    sampleWith(['allocation_id = "eipalloc-1"', 'connectivity_type = "private"']),
    [HOST],
    'nat',
    'set connectivity_type = "public" on aws_nat_gateway.main, with an elastic IP',
  ],
  [
    'the subnets are public',
    sampleWith([
      /(aws_route" "a" \{[^}]*)nat_gateway_id\s*= aws_nat_gateway.main.id/,
      '$1gateway_id = aws_internet_gateway.main.id',
    ]),
    [HOST],
    'nat',
    'put the function into private subnets whose route for 0.0.0.0/0 leads to a NAT gateway',
  ],
  [
    'the internet gateway is attached to no VPC',
    sampleWith([
      /resource "aws_internet_gateway" "main" \{[^}]*\}/,
      'resource "aws_internet_gateway" "main" {\n}',
    ]),
    [HOST],
    'internet gateway',
    'set vpc_id on aws_internet_gateway.main',
  ],
  [
    'the instance in the place of the NAT forwards nothing',
    sampleWith([
      /(aws_route" "a" \{[^}]*)nat_gateway_id\s*= aws_nat_gateway.main.id/,
      '$1network_interface_id = aws_instance.nat.primary_network_interface_id',
    ]) +
      'resource "aws_instance" "nat" {\n  subnet_id = aws_subnet.public.id\n  vpc_security_group_ids = [aws_security_group.endpoint.id]\n}\n',
    [HOST],
    'nat',
    'set source_dest_check = false on aws_instance.nat',
  ],
  [
    'the endpoint has no subnets',
    sampleWith(['  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]\n', '']),
    [SQS],
    'endpoint',
    'name the subnets of the functions in subnet_ids of aws_vpc_endpoint.sqs',
  ],
];

describe('what blocks, and the smallest change', () => {
  test.each(BLOCKS)('%s', async (_, configuration, expected, kind, change) => {
    const paths = await pathsOf(configuration);
    const found = ALL.filter((id) => there(paths.get(id)).way.passage !== 'open');
    expect(found).toEqual(expected);
    for (const id of expected) expect(there(paths.get(id)).way.passage).toBe('blocked');
    const step = there(obstacle(there(paths.get(expected[0] ?? '')).way));
    expect(step.kind).toBe(kind);
    expect(step.change).toBe(change);
  });

  it('says which of the subnets does not work', async () => {
    const step = there(obstacle(there((await pathsOf(sampleWithout('aws_route.b'))).get(HOST)).way));
    expect(step.says).toContain('in aws_subnet.b; Lambda may start the function in any of its 2 subnets');
  });
});

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

describe('other ways', () => {
  it('a host may lie behind a transit gateway, and a service of AWS may not', async () => {
    const paths = await pathsOf(
      sampleWith([/nat_gateway_id {9}= aws_nat_gateway.main.id/, 'transit_gateway_id = "tgw-1"'])
        .replace(/(aws_route" "a" \{[^}]*)0\.0\.0\.0\/0/, '$110.9.0.0/16')
        .replace(/resource "aws_vpc_endpoint" "sqs" \{[^}]*\}/, ''),
    );
    expect(there(paths.get(HOST)).way.passage).toBe('unknown');
    expect(there(paths.get(SQS)).way.passage).toBe('blocked');
  });

  it('a function in no VPC reaches services and the internet, and no private database', async () => {
    const paths = await pathsOf(sampleWith([/ {2}vpc_config \{[^}]*\}\n/, '']));
    expect(there(paths.get(SQS)).way.passage).toBe('open');
    expect(there(paths.get('internet')).way.passage).toBe('open');
    const step = there(obstacle(there(paths.get(DATABASE)).way));
    expect(step.passage).toBe('blocked');
    expect(step.change).toBe('put aws_lambda_function.f into the VPC of aws_rds_cluster.db (vpc_config)');
  });

  it('without an endpoint the public address does, where NAT leads out and the name is answered', async () => {
    const path = there((await pathsOf(sampleWithout('aws_vpc_endpoint.sqs'))).get(SQS));
    expect(path.way.passage).toBe('open');
    expect(path.endpoint).toBeUndefined();
    expect(path.steps.some(({ kind }) => kind === 'nat')).toBe(true);
  });

  it('an endpoint with private DNS is what the name means, even where NAT would lead out', async () => {
    const path = there(
      (await pathsOf(sampleWithout('aws_vpc_security_group_ingress_rule.endpoint'))).get(SQS),
    );
    expect(path.way.passage).toBe('blocked');
  });

  it('a table without a route to the gateway endpoint goes over the NAT', async () => {
    const path = there(
      (await pathsOf(sampleWith([/route_table_ids = \[[^\]]*\]/, 'route_table_ids = []']))).get(S3),
    );
    expect(path.way.passage).toBe('open');
    expect(path.steps.some(({ kind }) => kind === 'nat')).toBe(true);
  });

  it('two halves of the addresses are as good as all', async () => {
    const half = (name: string, range: string) => `resource "aws_vpc_security_group_egress_rule" "${name}" {
  security_group_id = aws_security_group.function.id
  cidr_ipv4         = "${range}"
  ip_protocol       = "-1"
}\n`;
    const text =
      sampleWithout('aws_vpc_security_group_egress_rule.internet') +
      half('low', '0.0.0.0/1') +
      half('high', '128.0.0.0/1');
    expect(there((await pathsOf(text)).get(HOST)).way.passage).toBe('open');
  });

  it('a NAT instance that forwards, with groups that let it, does what a gateway does', async () => {
    const text =
      SAMPLE.replaceAll(
        'nat_gateway_id         = aws_nat_gateway.main.id',
        'network_interface_id = aws_instance.nat.primary_network_interface_id',
      ) +
      `resource "aws_instance" "nat" {
  subnet_id              = aws_subnet.public.id
  source_dest_check      = false
  vpc_security_group_ids = [aws_security_group.nat.id]
}
resource "aws_security_group" "nat" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["10.0.0.0/16"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}\n`;
    expect(there((await pathsOf(text)).get(HOST)).way.passage).toBe('open');
    const closed = text.replace('cidr_blocks = ["10.0.0.0/16"]', 'cidr_blocks = ["10.1.0.0/16"]');
    expect(there(obstacle(there((await pathsOf(closed)).get(HOST)).way)).kind).toBe('security group');
  });

  it('an own list of prefixes opens what it holds', async () => {
    const list = (cidr: string) =>
      sampleWith([
        /(egress_rule" "internet"[^}]*)cidr_ipv4\s*= "0.0.0.0\/0"/,
        '$1prefix_list_id = aws_ec2_managed_prefix_list.own.id',
      ]) +
      `resource "aws_ec2_managed_prefix_list" "own" {\n  name = "own"\n  address_family = "IPv4"\n  max_entries = 1\n  entry {\n    cidr = "${cidr}"\n  }\n}\n`;
    expect(there((await pathsOf(list('0.0.0.0/0'))).get(HOST)).way.passage).toBe('open');
    expect(there((await pathsOf(list('10.7.0.0/16'))).get(HOST)).way.passage).toBe('blocked');
  });

  it('a public database admits whom its group admits', async () => {
    const outside = sampleWith(
      [/ {2}vpc_config \{[^}]*\}\n/, ''],
      [
        'engine                 = "aurora-postgresql"',
        'engine                 = "aurora-postgresql"\n  publicly_accessible = true',
      ],
    );
    // Terraform's type has it on the instance; the model reads it wherever it stands.
    const paths = await pathsOf(outside);
    expect(there(obstacle(there(paths.get(DATABASE)).way)).kind).toBe('security group');
  });
});
