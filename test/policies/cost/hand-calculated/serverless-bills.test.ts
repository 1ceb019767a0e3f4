import { type BillCase, testBills } from './bill-case';

const lambda = (body: string) => `
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/r"
  ${body}
}`;

const cases: readonly BillCase[] = [
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
];

describe('bills of functions, APIs and messages that were calculated by hand', () => testBills(cases, 13));
