import { obstacle } from '../../../../policies/model/reach/step';
import { there } from '../network/support';
import { ALL, DATABASE, HOST, pathsOf, S3, SQS } from './paths-of';
import { SAMPLE, sampleWith, sampleWithout } from './sample-network';

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
