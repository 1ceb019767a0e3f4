import { network, type Priced, priced, vpcFunction } from './support';

interface Case {
  readonly what: string;
  readonly configuration: string;
  readonly usage?: Readonly<Record<string, unknown>>;
  readonly freeTier?: boolean;
  /** How a person computes it. */
  readonly arithmetic: string;
  /** Dollars and cents of the whole bill. */
  readonly total: string;
}

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

const lambda = (body: string) => `
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/r"
  ${body}
}`;

const cluster = (scaling: string, more = '') => `
resource "aws_rds_cluster" "c" {
  engine         = "aurora-postgresql"
  engine_version = "16.6"
  ${more}
  serverlessv2_scaling_configuration {
    ${scaling}
    max_capacity = 8
  }
}
resource "aws_rds_cluster_instance" "i" {
  cluster_identifier = aws_rds_cluster.c.id
  engine             = "aurora-postgresql"
  instance_class     = "db.serverless"
}`;

const noDatabaseUse = { aws_rds_cluster: { storedGb: 0, ioRequestsPerMonth: 0, dataApiRequestsPerMonth: 0 } };

/** The prices are those of ./support.ts, which no refresh changes. */
const cases: readonly Case[] = [
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
    what: 'a function of 512 MB on x86 without cold starts',
    configuration: lambda('memory_size = 512'),
    usage: { aws_lambda_function: { invocationsPerMonth: 10_000_000, durationMs: 200, coldStartPercent: 0 } },
    arithmetic:
      '10 M × 0.2 / M = 2.00; 10 M × 0.2 s × 0.5 GB = 1,000,000 GB-s × 0.0000166667 = 16.6667; sum 18.6667',
    total: '18.67',
  },
  {
    what: 'the same on arm64 with 2 % of cold starts of 500 ms, which are billed',
    configuration: lambda('memory_size = 512\n  architectures = ["arm64"]'),
    usage: {
      aws_lambda_function: {
        invocationsPerMonth: 10_000_000,
        durationMs: 200,
        coldStartPercent: 2,
        initMs: 500,
      },
    },
    arithmetic:
      '2.00; 10 M × (0.2 + 0.02 × 0.5) s × 0.5 GB = 1,050,000 × 0.0000133334 = 14.00007; sum 16.00007',
    total: '16.00',
  },
  {
    what: 'a function with the default of 128 MB, traced, with 1,024 MB of ephemeral storage',
    configuration: lambda('tracing_config { mode = "Active" }\n  ephemeral_storage { size = 1024 }'),
    usage: {
      aws_lambda_function: {
        invocationsPerMonth: 1_000_000,
        durationMs: 1000,
        coldStartPercent: 0,
        tracedPercent: 10,
      },
    },
    arithmetic:
      '0.20; 125,000 GB-s × 0.0000166667 = 2.0833375; storage 0.5 GB × 1,000,000 s × 0.0000000309 = 0.01545; 100,000 traces × 0.000005 = 0.50; sum 2.7987875',
    total: '2.80',
  },
  {
    what: 'two functions that fill the first tier of duration together',
    configuration: lambda('memory_size = 1024').replace('"f" {', '"f" {\n  count = 2'),
    usage: {
      aws_lambda_function: { invocationsPerMonth: 4_000_000_000, durationMs: 1000, coldStartPercent: 0 },
    },
    arithmetic:
      '8 G × 0.0000002 = 1,600; of 8 G GB-s 6 G × 0.0000166667 = 100,000.20 and 2 G × 0.000015 = 30,000; sum 131,600.20',
    total: '131600.20',
  },
  {
    what: 'the free tier of Lambda, only when it is asked for',
    configuration: lambda('memory_size = 1024'),
    usage: { aws_lambda_function: { invocationsPerMonth: 3_000_000, durationMs: 200, coldStartPercent: 0 } },
    freeTier: true,
    arithmetic:
      '2,000,000 beyond × 0.0000002 = 0.40; 600,000 − 400,000 = 200,000 GB-s × 0.0000166667 = 3.33334; sum 3.73334',
    total: '3.73',
  },
  {
    what: 'provisioned concurrency: five environments of 512 MB',
    configuration: `${lambda('memory_size = 512')}
resource "aws_lambda_provisioned_concurrency_config" "p" {
  function_name                     = aws_lambda_function.f.function_name
  qualifier                         = "1"
  provisioned_concurrent_executions = 5
}`,
    usage: { aws_lambda_function: { invocationsPerMonth: 0 } },
    arithmetic: '5 × 0.5 GB × 730 × 3,600 s = 6,570,000 GB-s × 0.0000041667 = 27.375219',
    total: '27.38',
  },
  {
    what: 'a REST API beyond its first tier',
    configuration: 'resource "aws_api_gateway_rest_api" "a" { name = "a" }',
    usage: { aws_api_gateway_rest_api: { requestsPerMonth: 400_000_000 } },
    arithmetic: '333 M × 3.50 / M = 1,165.50; 67 M × 2.80 / M = 187.60; sum 1,353.10',
    total: '1353.10',
  },
  {
    what: 'an HTTP API',
    configuration: 'resource "aws_apigatewayv2_api" "a" {\n  name = "a"\n  protocol_type = "HTTP"\n}',
    usage: { aws_apigatewayv2_api: { requestsPerMonth: 12_000_000 } },
    arithmetic: '12 M × 1.00 / M = 12.00',
    total: '12.00',
  },
  {
    what: 'a queue that a function polls: its pollers ask although nothing comes',
    configuration: `${lambda('')}
resource "aws_sqs_queue" "q" { name = "q" }
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = aws_lambda_function.f.arn
}`,
    usage: {
      aws_lambda_function: { invocationsPerMonth: 0 },
      aws_sqs_queue: { messagesPerMonth: 2_000_000 },
    },
    arithmetic:
      '2 M × 3 × 0.4 / M = 2.40; 5 pollers × 3 a minute × 43,800 = 657,000 × 0.4 / M = 0.2628; sum 2.6628',
    total: '2.66',
  },
  {
    what: 'a FIFO queue that nothing polls',
    configuration: 'resource "aws_sqs_queue" "q" {\n  name = "q.fifo"\n  fifo_queue = true\n}',
    usage: { aws_sqs_queue: { messagesPerMonth: 1_000_000, requestsPerMessage: 2 } },
    arithmetic: '1 M × 2 × 0.5 / M = 1.00',
    total: '1.00',
  },
  {
    what: 'a bus with an archive of 30 days, and a topic',
    configuration: `resource "aws_cloudwatch_event_bus" "b" { name = "b" }
resource "aws_cloudwatch_event_archive" "a" {
  name             = "a"
  event_source_arn = aws_cloudwatch_event_bus.b.arn
  retention_days   = 73
}
resource "aws_sns_topic" "t" { name = "t" }`,
    usage: {
      aws_cloudwatch_event_bus: { eventsPerMonth: 3_000_000 },
      aws_cloudwatch_event_archive: { archivedGbPerMonth: 10 },
      aws_sns_topic: { messagesPerMonth: 4_000_000 },
    },
    arithmetic:
      '3 M × 1 / M = 3.00; 10 × 0.1 = 1.00; kept 10 × 73 × 24 / 730 = 24 GB × 0.023 = 0.552; 4 M × 0.5 / M = 2.00; sum 6.552',
    total: '6.55',
  },
  {
    what: 'a schedule each minute: 730 × 60 invocations',
    configuration: `resource "aws_scheduler_schedule" "s" {
  schedule_expression = "rate(1 minute)"
  flexible_time_window { mode = "OFF" }
  target {
    arn      = "arn:aws:lambda:us-east-1:111122223333:function:f"
    role_arn = "arn:aws:iam::111122223333:role/r"
  }
}`,
    arithmetic: '43,800 × 0.000001 = 0.0438',
    total: '0.04',
  },
  {
    what: 'a standard state machine',
    configuration:
      'resource "aws_sfn_state_machine" "m" {\n  name = "m"\n  role_arn = "arn:aws:iam::111122223333:role/r"\n  definition = "{}"\n}',
    usage: { aws_sfn_state_machine: { executionsPerMonth: 50_000, transitionsPerExecution: 12 } },
    arithmetic: '50,000 × 12 = 600,000 × 0.000025 = 15.00',
    total: '15.00',
  },
  {
    what: 'Aurora with a minimum of one ACU and an average of two and a half',
    configuration: cluster('min_capacity = 1'),
    usage: {
      aws_rds_cluster: { storedGb: 40, ioRequestsPerMonth: 5_000_000, backupGb: 20 },
      aws_rds_cluster_instance: { averageAcu: 2.5 },
    },
    arithmetic:
      '730 × 1 × 0.12 = 87.60; 1.5 × 730 × 0.12 = 131.40; 40 × 0.1 = 4.00; 5 M × 0.2 / M = 1.00; 20 × 0.021 = 0.42; sum 224.42',
    total: '224.42',
  },
  {
    what: 'Aurora that pauses: 160 hours of half an ACU',
    configuration: cluster('min_capacity = 0'),
    usage: noDatabaseUse,
    arithmetic: '160 × 0.5 × 0.12 = 9.60',
    total: '9.60',
  },
  {
    what: 'Aurora that may pause and never does, because a function that uses it runs each minute',
    configuration: `${cluster('min_capacity = 0\n    seconds_until_auto_pause = 600')}
${lambda('environment { variables = { CLUSTER = aws_rds_cluster.c.arn } }')}
resource "aws_scheduler_schedule" "s" {
  schedule_expression = "rate(1 minute)"
  flexible_time_window { mode = "OFF" }
  target {
    arn      = aws_lambda_function.f.arn
    role_arn = "arn:aws:iam::111122223333:role/r"
  }
}`,
    usage: { ...noDatabaseUse, aws_lambda_function: { invocationsPerMonth: 0 } },
    arithmetic: '730 × 0.5 × 0.12 = 43.80; schedule 43,800 × 0.000001 = 0.0438; sum 43.8438',
    total: '43.84',
  },
  {
    what: 'Aurora I/O-Optimized: no charge for I/O; the master user’s secret',
    configuration: cluster(
      'min_capacity = 0.5',
      'storage_type = "aurora-iopt1"\n  manage_master_user_password = true',
    ),
    usage: { aws_rds_cluster: { storedGb: 100, ioRequestsPerMonth: 9_000_000 } },
    arithmetic: '730 × 0.5 × 0.16 = 58.40; 100 × 0.225 = 22.50; secret 0.40; sum 81.30',
    total: '81.30',
  },
  {
    what: 'a table on demand with recovery',
    configuration: `resource "aws_dynamodb_table" "t" {
  name         = "t"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "pk"
  attribute {
    name = "pk"
    type = "S"
  }
  point_in_time_recovery { enabled = true }
}`,
    usage: {
      aws_dynamodb_table: { writeUnitsPerMonth: 3_000_000, readUnitsPerMonth: 8_000_000, storedGb: 12 },
    },
    arithmetic:
      '3 M × 0.625 / M = 1.875; 8 M × 0.125 / M = 1.00; 12 × 0.25 = 3.00; 12 × 0.2 = 2.40; sum 8.275',
    total: '8.28',
  },
  {
    what: 'a bucket',
    configuration: 'resource "aws_s3_bucket" "b" {}',
    usage: {
      aws_s3_bucket: { standardGb: 500, infrequentGb: 1000, putsPerMonth: 200_000, getsPerMonth: 5_000_000 },
    },
    arithmetic:
      '500 × 0.023 = 11.50; 1,000 × 0.0125 = 12.50; 200,000 × 0.000005 = 1.00; 5 M × 0.4 / M = 2.00; sum 27.00',
    total: '27.00',
  },
  {
    what: 'a key that was rotated once, and two secrets',
    configuration: `resource "aws_kms_key" "k" {}
resource "aws_secretsmanager_secret" "s" {
  count = 2
  name  = "s\${count.index}"
}`,
    usage: {
      aws_kms_key: { requestsPerMonth: 100_000, rotationsSoFar: 1 },
      aws_secretsmanager_secret: { requestsPerMonth: 20_000 },
    },
    arithmetic: '1 + 1 + 100,000 × 0.000003 = 2.30; 2 × (0.40 + 20,000 × 0.000005) = 1.00; sum 3.30',
    total: '3.30',
  },
  {
    what: 'alarms: one metric, an expression of two, one of high resolution, a band, a composite; and a dashboard',
    configuration: `
resource "aws_cloudwatch_metric_alarm" "one" {
  alarm_name          = "one"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "Errors"
  namespace           = "AWS/Lambda"
  period              = 60
}
resource "aws_cloudwatch_metric_alarm" "two" {
  alarm_name          = "two"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_query {
    id = "e"
    metric {
      metric_name = "Errors"
      namespace   = "AWS/Lambda"
      period      = 300
      stat        = "Sum"
    }
  }
  metric_query {
    id = "i"
    metric {
      metric_name = "Invocations"
      namespace   = "AWS/Lambda"
      period      = 300
      stat        = "Sum"
    }
  }
  metric_query {
    id          = "r"
    expression  = "100 * e / i"
    return_data = true
  }
}
resource "aws_cloudwatch_metric_alarm" "fast" {
  alarm_name          = "fast"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "Age"
  namespace           = "Mine"
  period              = 10
}
resource "aws_cloudwatch_composite_alarm" "all" {
  alarm_name = "all"
  alarm_rule = "ALARM(one)"
}
resource "aws_cloudwatch_dashboard" "d" {
  dashboard_name = "d"
  dashboard_body = "{}"
}`,
    arithmetic: '0.10 + 2 × 0.10 + 0.30 + 0.50 + 3.00 = 4.10',
    total: '4.10',
  },
  {
    what: 'a log group of 73 days, a vended one, and one that never forgets',
    configuration: `resource "aws_cloudwatch_log_group" "a" {
  name              = "/aws/lambda/f"
  retention_in_days = 73
}
resource "aws_cloudwatch_log_group" "v" {
  name              = "/aws/vendedlogs/states/m"
  retention_in_days = 73
}
resource "aws_cloudwatch_log_group" "n" { name = "n" }`,
    usage: { aws_cloudwatch_log_group: { ingestedGbPerMonth: 10, storedPercent: 50 } },
    arithmetic:
      '3 × 10 × 0.5 = 15.00; kept 2 × 5 × 73 × 24 / 730 = 24 GB, and 5 × 12 = 60 GB: 84 × 0.03 = 2.52; sum 17.52',
    total: '17.52',
  },
  {
    what: 'a web ACL with two rules',
    configuration: `resource "aws_wafv2_web_acl" "w" {
  name  = "w"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "a"
    priority = 1
  }
  rule {
    name     = "b"
    priority = 2
  }
}`,
    usage: { aws_wafv2_web_acl: { requestsPerMonth: 10_000_000 } },
    arithmetic: '5 + 2 × 1 + 10 M × 0.6 / M = 13.00',
    total: '13.00',
  },
  {
    what: 'data to the internet beyond the first 10 TB',
    configuration: 'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }',
    usage: { system: { internetOutGbPerMonth: 12_240 } },
    arithmetic: '10,240 × 0.09 = 921.60; 2,000 × 0.085 = 170.00; sum 1,091.60',
    total: '1091.60',
  },
];

describe('bills that were calculated by hand', () => {
  test('are many', () => expect(cases.length).toBeGreaterThanOrEqual(25));

  test.each(cases.map((one) => [one.what, one] as const))('%s', async (_, one) => {
    const result: Priced = await priced(one.configuration, one.usage, { freeTier: one.freeTier ?? false });
    expect({ arithmetic: one.arithmetic, total: result.bill.total.all.toFixed(2) }).toEqual({
      arithmetic: one.arithmetic,
      total: one.total,
    });
    expect(result.bill.resources.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(result.bill.unpriced).toEqual([]);
  });
});
