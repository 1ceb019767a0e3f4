import { rule } from '../../../../policies/rules/sqs/sqs-visibility';
import { testRule } from '../support';

const system = (queue: string, timeout: string, reader = 'aws_lambda_function.f.arn') => `
variable "v" {}
resource "aws_sqs_queue" "q" {
  name = "q"
  ${queue}
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "r"
  ${timeout}
}
resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.f.function_name
  function_version = "1"
}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = ${reader}
}`;

testRule(rule, {
  pass: {
    'six times': system('visibility_timeout_seconds = 180', 'timeout = 30'),
    'both defaults': system('', ''),
  },
  fail: { 'the timeout': system('visibility_timeout_seconds = 30', 'timeout = 30') },
  unknown: { 'a variable': system('visibility_timeout_seconds = var.v', '') },
  evasion: {
    'the default': system('', 'timeout = 30'),
    'through an alias': system('', 'timeout = 30', 'aws_lambda_alias.live.arn'),
  },
  silent: {
    'a stream':
      'resource "aws_lambda_event_source_mapping" "m" {\n event_source_arn = "arn:x"\n function_name = "f"\n}',
  },
});
