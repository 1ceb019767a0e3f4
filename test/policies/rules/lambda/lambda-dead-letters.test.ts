import { rule } from '../../../../policies/rules/lambda/lambda-dead-letters';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const destination = (body: string, name = 'aws_lambda_function.f.function_name') =>
  `resource "aws_lambda_function_event_invoke_config" "c" {
    function_name = ${name}
    ${body}
  }`;
const failures =
  'destination_config {\n on_failure {\n destination = "arn:aws:sqs:eu-central-1:123456789012:q"\n}\n}';

testRule(rule, {
  pass: {
    'a queue': lambda('dead_letter_config {\n target_arn = "arn:aws:sqs:eu-central-1:123456789012:q"\n}'),
    'a queue that is made here': `resource "aws_sqs_queue" "q" {}
      ${lambda('dead_letter_config {\n target_arn = aws_sqs_queue.q.arn\n}')}`,
    'a destination': `${lambda()}\n${destination(failures)}`,
    'callers that wait': `${lambda()}
      resource "aws_lambda_event_source_mapping" "m" {
        event_source_arn = "arn:aws:sqs:eu-central-1:123456789012:q"
        function_name    = aws_lambda_function.f.arn
      }`,
  },
  fail: {
    nothing: lambda(),
    'a caller that does not wait': `${lambda()}
      resource "aws_lambda_event_source_mapping" "m" {
        event_source_arn = "arn:aws:sqs:eu-central-1:123456789012:q"
        function_name    = aws_lambda_function.f.arn
      }
      resource "aws_lambda_permission" "p" {
        action        = "lambda:InvokeFunction"
        function_name = aws_lambda_function.f.function_name
        principal     = "events.amazonaws.com"
      }`,
  },
  evasion: {
    'a destination for success': `${lambda()}
      ${destination('destination_config {\n on_success {\n destination = "arn:aws:sqs:eu-central-1:123456789012:q"\n}\n}')}`,
    "another function's destination": `${lambda()}\n${destination(failures, '"g"')}`,
    'an empty target': lambda('dead_letter_config {\n target_arn = ""\n}'),
  },
  unknown: {
    'nobody knows whose destination': `variable "f" {}\n${lambda()}\n${destination(failures, 'var.f')}`,
  },
});
