import { deliveryProvers } from '../../../../policies/proofs/delivery/provers';
import { hardenedProvers } from '../../../../policies/proofs/hardened/provers';
import { contextOf } from '../../model/network/support';

// Logs, measurements, APIs, rotations and distributed maps: a whole that works, from which one thing is taken at a time.

const ACCOUNT = '123456789012';
const LOGS = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group`;
const allow = (action: readonly string[], resource: string) =>
  `{ Effect = "Allow", Action = ${JSON.stringify(action)}, Resource = ${resource} }`;
const role = (name: string, ...statements: readonly string[]) => `
resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "${name}" {
  role   = aws_iam_role.${name}.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements.join(',\n')}] })
}
`;
const EXECUTION = `arn:aws:states:eu-central-1:${ACCOUNT}:execution:m`;

const SYSTEM = `
provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["${ACCOUNT}"]
}
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_cloudwatch_log_group" "flows" {
  name = "flows"
}
resource "aws_flow_log" "l" {
  vpc_id          = aws_vpc.v.id
  traffic_type    = "ALL"
  iam_role_arn    = aws_iam_role.flows.arn
  log_destination = aws_cloudwatch_log_group.flows.arn
}
${role('flows', allow(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], '"${aws_cloudwatch_log_group.flows.arn}:*"'))}
resource "aws_api_gateway_account" "a" {
  cloudwatch_role_arn = aws_iam_role.api.arn
}
${role(
  'api',
  allow(
    [
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:FilterLogEvents',
    ],
    `"${LOGS}:*"`,
  ),
  allow(['logs:GetLogEvents', 'logs:PutLogEvents'], `"${LOGS}:*:log-stream:*"`),
)}
resource "aws_rds_cluster_instance" "i" {
  cluster_identifier  = "c"
  engine              = "aurora-postgresql"
  instance_class      = "db.serverless"
  monitoring_interval = 60
  monitoring_role_arn = aws_iam_role.rds.arn
}
${role(
  'rds',
  allow(['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], `"${LOGS}:RDS*"`),
  allow(
    ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'],
    `"${LOGS}:RDS*:log-stream:*"`,
  ),
)}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::${ACCOUNT}:role/elsewhere"
}
resource "aws_api_gateway_rest_api" "r" {
  name = "r"
  endpoint_configuration {
    types            = ["PRIVATE"]
    vpc_endpoint_ids = [aws_vpc_endpoint.e.id]
  }
}
resource "aws_api_gateway_rest_api_policy" "r" {
  rest_api_id = aws_api_gateway_rest_api.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::${ACCOUNT}:root" }, Action = "execute-api:Invoke", Resource = "\${aws_api_gateway_rest_api.r.execution_arn}/live/*" },
    { Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "\${aws_api_gateway_rest_api.r.execution_arn}/live/*", Condition = { Bool = { "aws:SecureTransport" = "false" } } },
    { Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "\${aws_api_gateway_rest_api.r.execution_arn}/live/*", Condition = { StringNotEquals = { "aws:SourceVpce" = aws_vpc_endpoint.e.id } } },
  ] })
}
resource "aws_api_gateway_stage" "s" {
  rest_api_id   = aws_api_gateway_rest_api.r.id
  deployment_id = "d"
  stage_name    = "live"
}
resource "aws_api_gateway_resource" "deposits" {
  rest_api_id = aws_api_gateway_rest_api.r.id
  parent_id   = aws_api_gateway_rest_api.r.root_resource_id
  path_part   = "deposits"
}
resource "aws_api_gateway_resource" "one" {
  rest_api_id = aws_api_gateway_rest_api.r.id
  parent_id   = aws_api_gateway_resource.deposits.id
  path_part   = "{id}"
}
resource "aws_api_gateway_integration" "i" {
  rest_api_id             = aws_api_gateway_rest_api.r.id
  resource_id             = aws_api_gateway_resource.one.id
  http_method             = "GET"
  integration_http_method = "POST"
  type                    = "AWS_PROXY"
  uri                     = aws_lambda_function.f.invoke_arn
}
resource "aws_lambda_permission" "api" {
  function_name = aws_lambda_function.f.function_name
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "\${aws_api_gateway_rest_api.r.execution_arn}/live/GET/deposits/*"
}
resource "aws_vpc_endpoint" "e" {
  vpc_id            = aws_vpc.v.id
  service_name      = "com.amazonaws.eu-central-1.execute-api"
  vpc_endpoint_type = "Interface"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "arn:aws:execute-api:eu-central-1:${ACCOUNT}:*" },
  ] })
}
resource "aws_secretsmanager_secret" "s" {
  name = "s"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Deny", Principal = "*", Action = "secretsmanager:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } },
    { Effect = "Deny", Principal = "*", Action = "secretsmanager:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalAccount" = "${ACCOUNT}" } } },
  ] })
}
resource "aws_secretsmanager_secret_rotation" "s" {
  secret_id           = aws_secretsmanager_secret.s.id
  rotation_lambda_arn = aws_lambda_function.f.arn
}
resource "aws_lambda_permission" "secret" {
  function_name = aws_lambda_function.f.function_name
  action        = "lambda:InvokeFunction"
  principal     = "secretsmanager.amazonaws.com"
  source_arn    = aws_secretsmanager_secret.s.arn
}
resource "aws_s3_bucket" "b" {
  bucket = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } },
    { Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } } },
  ] })
}
resource "aws_sfn_state_machine" "m" {
  name     = "m"
  role_arn = aws_iam_role.m.arn
  tracing_configuration {
    enabled = true
  }
  definition = jsonencode({ StartAt = "All", States = { All = {
    Type  = "Map"
    Label = "Items"
    ItemReader = { Resource = "arn:aws:states:::s3:getObject", Parameters = { Bucket = aws_s3_bucket.b.bucket, "Key.$" = "$.key" } }
    ItemProcessor = { ProcessorConfig = { Mode = "DISTRIBUTED" }, StartAt = "One", States = { One = { Type = "Pass", End = true } } }
    ResultWriter = { Resource = "arn:aws:states:::s3:putObject", Parameters = { Bucket = aws_s3_bucket.b.bucket, Prefix = "out" } }
    End = true
  } } })
}
${role(
  'm',
  allow(
    ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    '"*"',
  ),
  allow(['states:StartExecution'], `"arn:aws:states:eu-central-1:${ACCOUNT}:stateMachine:m"`),
  allow(
    ['states:DescribeExecution', 'states:RedriveExecution', 'states:StopExecution'],
    `"${EXECUTION}/Items:*"`,
  ),
  allow(
    ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
    '"${aws_s3_bucket.b.arn}/work/*"',
  ),
)}
`;

async function findings(configuration: string): Promise<readonly string[]> {
  const context = await contextOf(configuration);
  const found: string[] = [];
  for (const { criterion, prove } of [...deliveryProvers, ...hardenedProvers]) {
    for (const { subject, outcome } of (await prove(context)).violations)
      found.push(`${outcome.status} ${criterion.id} ${subject.address} ${outcome.at.path ?? ''}`.trim());
  }
  return found;
}

function changed(from: string, to: string): string {
  if (!SYSTEM.includes(from)) throw new Error(`the system does not hold ${from}`);
  return SYSTEM.replace(from, to);
}

test('the whole is permitted, used and refused as it should be', async () =>
  expect(await findings(SYSTEM)).toEqual([]));

describe('what is taken away is missed', () => {
  const PERMITTED = 'fail proof-delivery-is-permitted';
  const REFUSED = 'fail proof-hardening-refuses aws_api_gateway_rest_api.r policy.execute-api:Invoke';
  test.each<readonly [string, string, string, string]>([
    [
      'a flow log that may not write',
      'logs:PutLogEvents"',
      'logs:GetLogEvents"',
      `${PERMITTED} aws_flow_log.l iam_role_arn.logs:PutLogEvents`,
    ],
    [
      'an API that may not log',
      'logs:FilterLogEvents"',
      'logs:CreateLogGroup"',
      `${PERMITTED} aws_api_gateway_account.a cloudwatch_role_arn.logs:FilterLogEvents`,
    ],
    [
      'measurements that are kept nowhere',
      ':RDS*"',
      ':Other*"',
      `${PERMITTED} aws_rds_cluster_instance.i monitoring_role_arn.logs:CreateLogGroup`,
    ],
    [
      'an API that admits nobody',
      'Effect = "Allow", Principal = { AWS',
      'Effect = "Deny", Principal = { AWS',
      `${PERMITTED} aws_api_gateway_rest_api.r endpoint_configuration.execute-api:Invoke`,
    ],
    [
      'an endpoint that leads to another account',
      `execute-api:eu-central-1:${ACCOUNT}:*`,
      'execute-api:eu-central-1:999999999999:*',
      `${PERMITTED} aws_api_gateway_rest_api.r endpoint_configuration.execute-api:Invoke`,
    ],
    [
      'a method that the function does not admit',
      '/live/GET/deposits/*"',
      '/live/POST/deposits/*"',
      `${PERMITTED} aws_api_gateway_integration.i uri.lambda:InvokeFunction`,
    ],
    [
      'a permission for another method',
      '/live/GET/deposits/*"',
      '/live/POST/deposits/*"',
      'fail proof-admission-is-used aws_lambda_permission.api principal',
    ],
    [
      'a rotation by a function that does not admit it',
      'principal     = "secretsmanager',
      'principal     = "config',
      `${PERMITTED} aws_secretsmanager_secret_rotation.s rotation_lambda_arn.lambda:InvokeFunction`,
    ],
    [
      'a map that may not start its items',
      'stateMachine:m"',
      'stateMachine:other"',
      `${PERMITTED} aws_sfn_state_machine.m definition.states:StartExecution`,
    ],
    [
      'a map that may not follow its items',
      '/Items:*"',
      '/Others:*"',
      `${PERMITTED} aws_sfn_state_machine.m definition.states:DescribeExecution`,
    ],
    [
      'a map that writes its results nowhere',
      's3:PutObject"',
      's3:GetObject"',
      `${PERMITTED} aws_sfn_state_machine.m definition.s3:PutObject`,
    ],
    [
      'traces that are not written',
      'xray:PutTraceSegments"',
      'xray:GetSamplingRules"',
      `${PERMITTED} aws_sfn_state_machine.m tracing_configuration.xray:PutTraceSegments`,
    ],
    [
      'a role with more than its map needs',
      '"s3:PutObject"]',
      '"s3:PutObject","s3:DeleteObject"]',
      'fail proof-admission-is-used aws_iam_role_policy.m policy.Statement[3]',
    ],
    [
      'a private API that takes every endpoint',
      'StringNotEquals = { "aws:SourceVpce"',
      'StringEquals = { "aws:SourceVpce"',
      `${REFUSED} through the endpoint of another VPC`,
    ],
    [
      'an API without TLS',
      '"aws:SecureTransport" = "false" } } },\n    { Effect = "Deny", Principal = "*", Action = "execute-api',
      '"aws:SecureTransport" = "true" } } },\n    { Effect = "Deny", Principal = "*", Action = "execute-api',
      `${REFUSED} without TLS`,
    ],
  ])('%s', async (_, from, to, expected) => expect(await findings(changed(from, to))).toContain(expected));
});

test('an API for the internet needs no policy; one that it has must admit somebody', async () => {
  const regional = changed(
    'types            = ["PRIVATE"]\n    vpc_endpoint_ids = [aws_vpc_endpoint.e.id]',
    'types = ["REGIONAL"]',
  );
  const missed = (configuration: string) =>
    findings(configuration).then((found) => found.filter((line) => line.includes('endpoint_configuration')));
  expect(await missed(regional)).toEqual([]);
  expect(
    await missed(
      regional.replace('Effect = "Allow", Principal = { AWS', 'Effect = "Deny", Principal = { AWS'),
    ),
  ).toEqual([
    'fail proof-delivery-is-permitted aws_api_gateway_rest_api.r endpoint_configuration.execute-api:Invoke',
  ]);
  const without = regional.replace(/resource "aws_api_gateway_rest_api_policy"[\s\S]*?\n}\n/, '');
  expect(await missed(without)).toEqual([]);
});

test('a definition that is not known decides nothing about its role', async () => {
  const configuration = changed(
    'definition = jsonencode(',
    'definition = var.definition\n  comment = jsonencode(',
  );
  const found = await findings(`variable "definition" {}\n${configuration}`);
  expect(found.filter((line) => line.startsWith('fail '))).toEqual([]);
});
