import { rule } from '../../../../policies/rules/lambda/lambda-source-partial-failures';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const mapping = (body: string, source = '"arn:aws:sqs:eu-central-1:123456789012:q"') => `${lambda()}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = ${source}
  function_name    = aws_lambda_function.f.arn
  ${body}
}`;

testRule(rule, {
  pass: {
    reported: mapping('function_response_types = ["ReportBatchItemFailures"]'),
    'one by one': mapping('batch_size = 1'),
  },
  fail: {
    'the default of ten': mapping(''),
    'a queue that is made here': `resource "aws_sqs_queue" "q" {}\n${mapping('batch_size = 5', 'aws_sqs_queue.q.arn')}`,
  },
  evasion: { 'an empty list': mapping('function_response_types = []') },
  unknown: { 'a variable': `variable "t" {}\n${mapping('function_response_types = var.t')}` },
  silent: { 'a broker': mapping('', '"arn:aws:mq:eu-central-1:123456789012:broker:b:1"') },
});
