import { rule } from '../../../../policies/rules/lambda/lambda-source-visibility';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const mapped = (
  visibility: string,
  timeout: string,
  window = '',
) => `resource "aws_sqs_queue" "q" {\n ${visibility}\n}
${lambda(timeout)}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = aws_lambda_function.f.arn
  ${window}
}`;

testRule(rule, {
  pass: {
    'six times': mapped('visibility_timeout_seconds = 60', 'timeout = 10'),
    'the defaults': mapped('', ''),
    'just as long': mapped('visibility_timeout_seconds = 10', 'timeout = 10'),
  },
  fail: {
    shorter: mapped('visibility_timeout_seconds = 10', 'timeout = 30'),
    'shorter than the default': mapped('', 'timeout = 60'),
  },
  evasion: { 'as a text': mapped('visibility_timeout_seconds = "5"', 'timeout = "30"') },
  unknown: { 'a variable': `variable "t" {}\n${mapped('', 'timeout = var.t')}` },
  silent: {
    'a queue that is not here': `${lambda()}
      resource "aws_lambda_event_source_mapping" "m" {
        event_source_arn = "arn:aws:sqs:eu-central-1:123456789012:q"
        function_name    = aws_lambda_function.f.arn
      }`,
  },
});
