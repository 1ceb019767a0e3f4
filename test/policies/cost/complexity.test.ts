import { complexity } from '../../../policies/cost/complexity/complexity';
import { RuleContext } from '../../../policies/rules/context';
import { network, priced, vpcFunction } from './support';

async function budgetOf(configuration: string) {
  const { graph, bill } = await priced(configuration, { aws_nat_gateway: { processedGbPerMonth: 0 } });
  return complexity(new RuleContext(graph), bill);
}

const GROUP = '\nresource "aws_security_group" "other" {\n  vpc_id = aws_vpc.main.id\n}';

const NAT = `
resource "aws_eip" "n" { domain = "vpc" }
resource "aws_nat_gateway" "n" {
  allocation_id = aws_eip.n.id
  subnet_id     = aws_subnet.a.id
}`;

const DATABASE = `
resource "aws_db_subnet_group" "d" { subnet_ids = [aws_subnet.a.id] }
resource "aws_security_group" "d" {
  vpc_id = aws_vpc.main.id
}
resource "aws_vpc_security_group_ingress_rule" "own" {
  security_group_id = aws_security_group.d.id
  cidr_ipv4         = "10.0.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}
resource "aws_vpc_security_group_ingress_rule" "function" {
  security_group_id            = aws_security_group.d.id
  referenced_security_group_id = aws_security_group.main.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}
resource "aws_rds_cluster" "d" {
  engine                 = "aurora-postgresql"
  db_subnet_group_name   = aws_db_subnet_group.d.name
  vpc_security_group_ids = [aws_security_group.d.id]
}`;

describe('network interfaces', () => {
  test('functions with the same subnet and groups share one, others have their own', async () => {
    const { interfaces } = await budgetOf(
      network(2) + GROUP + vpcFunction('f', 2) + vpcFunction('g', 2) + vpcFunction('h', 1, 'other'),
    );
    // f and g: 2 subnets × 1 set; h: 1 subnet × another set.
    expect(interfaces).toMatchObject({
      functionsInVpc: 3,
      functionsOutside: 0,
      lambdaInterfaces: 3,
      unknowns: [],
    });
    // 256 addresses less 5 of AWS: 251.
    expect(interfaces.subnets.map(({ subnet, used, free, usable }) => [subnet, used, free, usable])).toEqual([
      ['aws_subnet.a', 2, 249, 251],
      ['aws_subnet.b', 1, 250, 251],
    ]);
  });

  test('endpoints and gateways take addresses too', async () => {
    const { interfaces } = await budgetOf(`${network(1)}${NAT}${vpcFunction('f', 1)}
resource "aws_vpc_endpoint" "e" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.events"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.a.id]
}`);
    expect(interfaces.subnets).toEqual([
      expect.objectContaining({
        functions: 1,
        endpoints: 1,
        gateways: 1,
        used: 3,
        free: 248,
        cidr: '10.0.0.0/24',
      }),
    ]);
    expect(interfaces.interfaces).toBe(3);
  });

  test('what is not known is said', async () => {
    const { interfaces } = await budgetOf(`variable "subnets" { type = list(string) }
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "r"
  vpc_config {
    subnet_ids         = var.subnets
    security_group_ids = ["sg-1"]
  }
}`);
    expect(interfaces.functionsInVpc).toBe(1);
    expect(interfaces.unknowns[0]).toMatch(/^the interfaces of aws_lambda_function\.f: /);
  });
});

describe('quotas', () => {
  test('have their head-room and their source', async () => {
    const { quotas } = await budgetOf(network(2) + vpcFunction('f', 2) + NAT);
    const lambda = quotas.find(({ name }) => name === 'network interfaces of Lambda');
    expect(lambda).toMatchObject({ used: 2, limit: 500, left: 498, per: 'VPC' });
    expect(quotas.find(({ name }) => name === 'elastic IP addresses')).toMatchObject({
      used: 1,
      limit: 5,
      left: 4,
    });
    expect(quotas.every(({ source }) => source.startsWith('https://docs.aws.amazon.com/'))).toBe(true);
  });

  test('of rules count each direction of each group', async () => {
    const { quotas } = await budgetOf(`${network(1)}${vpcFunction('f', 1)}
resource "aws_vpc_security_group_egress_rule" "r" {
  count             = 58
  security_group_id = aws_security_group.main.id
  cidr_ipv4         = "10.\${count.index}.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}`);
    expect(quotas.find(({ per }) => per === 'group')).toMatchObject({
      used: 58,
      left: 2,
      fullest: 'aws_security_group.main egress',
    });
  });
});

describe('the same system without a VPC', () => {
  test('loses the network, and what it costs', async () => {
    const { withoutVpc, counts } = await budgetOf(network(2) + NAT + vpcFunction('f', 2));
    // NAT 32.85 and its address 3.65 go; the function stays.
    expect(withoutVpc.saved.toString()).toBe('36.5');
    expect(withoutVpc.resources).toEqual({ now: 7, without: 1 });
    expect(withoutVpc.vanishing.map(({ type }) => type).sort()).toEqual([
      'aws_eip',
      'aws_nat_gateway',
      'aws_security_group',
      'aws_subnet',
      'aws_vpc',
    ]);
    expect(counts.find(({ what }) => what === 'network interfaces')).toMatchObject({ now: 3, withoutVpc: 0 });
  });

  test('keeps what a database needs, and not the rules for functions', async () => {
    const { withoutVpc } = await budgetOf(network(2) + NAT + vpcFunction('f', 2) + DATABASE);
    expect(withoutVpc.staying).toEqual([
      { type: 'aws_security_group', count: 1 },
      { type: 'aws_subnet', count: 1 },
      { type: 'aws_vpc', count: 1 },
      { type: 'aws_vpc_security_group_ingress_rule', count: 1 },
    ]);
    expect(withoutVpc.vanishing).toContainEqual({ type: 'aws_vpc_security_group_ingress_rule', count: 1 });
  });

  test('loses what serves the network alone: the log group of the firewall, the alarm of the NAT', async () => {
    const { withoutVpc } = await budgetOf(`${network(1)}${NAT}${vpcFunction('f', 1)}
resource "aws_cloudwatch_metric_alarm" "nat" {
  alarm_name          = "nat"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "ErrorPortAllocation"
  namespace           = "AWS/NATGateway"
  period              = 300
  dimensions          = { NatGatewayId = aws_nat_gateway.n.id }
}
resource "aws_cloudwatch_log_group" "mine" { name = "mine" }`);
    expect(withoutVpc.vanishing).toContainEqual({ type: 'aws_cloudwatch_metric_alarm', count: 1 });
    expect(withoutVpc.vanishing.map(({ type }) => type)).not.toContain('aws_cloudwatch_log_group');
  });

  test('is the same where no function is in a VPC', async () => {
    const { withoutVpc, chores, times } = await budgetOf(
      'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }',
    );
    expect(withoutVpc.saved.isZero).toBe(true);
    expect(withoutVpc.vanishing).toEqual([]);
    expect(chores).toEqual([]);
    expect(times.destroyMinutes).toBeUndefined();
  });
});

test('destroying takes as long as Lambda keeps its interfaces', async () => {
  const { times, chores } = await budgetOf(network(1) + vpcFunction('f', 1));
  expect(times.destroyMinutes).toEqual({ least: 20, most: 45 });
  expect([...times.create, ...times.destroy].every(({ source }) => source.startsWith('https://'))).toBe(true);
  expect(chores.map(({ what }) => what)).toContain('call every function at least every 14 days');
});
