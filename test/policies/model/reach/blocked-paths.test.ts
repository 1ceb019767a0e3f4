import { obstacle } from '../../../../policies/model/reach/step';
import { there } from '../network/support';
import { ALL, DATABASE, HOST, pathsOf, S3, SQS } from './paths-of';
import { sampleWith, sampleWithout } from './sample-network';

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
