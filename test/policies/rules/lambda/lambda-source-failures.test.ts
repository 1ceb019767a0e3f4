import { rule } from '../../../../policies/rules/lambda/lambda-source-failures';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const mapping = (source: string, body = '') => `${lambda()}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = ${source}
  function_name    = aws_lambda_function.f.arn
  ${body}
}`;
const stream = '"arn:aws:kinesis:eu-central-1:123456789012:stream/s"';

testRule(rule, {
  pass: {
    'a destination': mapping(
      stream,
      'destination_config {\n on_failure {\n destination_arn = "arn:aws:sqs:eu-central-1:123456789012:q"\n}\n}',
    ),
  },
  fail: {
    'a stream': mapping(stream),
    'the stream of a table that is made here': `resource "aws_dynamodb_table" "t" {\n name = "t"\n stream_enabled = true\n}
      ${mapping('aws_dynamodb_table.t.stream_arn', 'starting_position = "LATEST"')}`,
  },
  unknown: {
    'a variable': `variable "d" {}\n${mapping(stream, 'destination_config {\n on_failure {\n destination_arn = var.d\n}\n}')}`,
  },
  silent: { 'a queue': mapping('"arn:aws:sqs:eu-central-1:123456789012:q"') },
});
