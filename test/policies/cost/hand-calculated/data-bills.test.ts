import { type BillCase, testBills } from './bill-case';

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

const cases: readonly BillCase[] = [
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
];

describe('bills of data, keys and observation that were calculated by hand', () => testBills(cases, 10));
