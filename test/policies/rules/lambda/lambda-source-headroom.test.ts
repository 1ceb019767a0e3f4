import { rule } from '../../../../policies/rules/lambda/lambda-source-headroom';
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
    'six times and the window': mapped(
      'visibility_timeout_seconds = 65',
      'timeout = 10',
      'maximum_batching_window_in_seconds = 5',
    ),
    'the defaults': mapped('', ''),
  },
  fail: { 'three times': mapped('', 'timeout = 10') },
  evasion: {
    'without the window': mapped(
      'visibility_timeout_seconds = 60',
      'timeout = 10',
      'maximum_batching_window_in_seconds = 5',
    ),
  },
  silent: { 'what is worse, and said elsewhere': mapped('', 'timeout = 60') },
});
