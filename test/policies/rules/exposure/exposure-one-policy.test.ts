import { rule } from '../../../../policies/rules/exposure/exposure-one-policy';
import { testRule } from '../support';
import { policyOf } from './public-table';

const policy = policyOf(
  'Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*"',
);
const apart = (name: string) => `resource "aws_sqs_queue_policy" "${name}" {
  queue_url = aws_sqs_queue.q.id
  policy    = ${policy}
}`;

testRule(rule, {
  pass: { one: `resource "aws_sqs_queue" "q" {}\n${apart('a')}` },
  fail: {
    'inline and apart': `resource "aws_sqs_queue" "q" {\n policy = ${policy}\n}\n${apart('a')}`,
    two: `resource "aws_sqs_queue" "q" {}\n${apart('a')}\n${apart('b')}`,
  },
  silent: {
    'of a queue that is not here': `resource "aws_sqs_queue_policy" "p" {\n queue_url = "q"\n policy = ${policy}\n}`,
  },
});
