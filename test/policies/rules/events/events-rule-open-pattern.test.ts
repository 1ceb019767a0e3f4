import { rule } from '../../../../policies/rules/events/events-rule-open-pattern';
import { testRule } from '../support';

const eventRule = (pattern: string) =>
  `variable "v" {}\nresource "aws_cloudwatch_event_rule" "r" {\n name = "r"\n event_pattern = ${pattern}\n}`;

testRule(rule, {
  pass: {
    'a source': eventRule('jsonencode({ source = ["deposits"] })'),
    'a source with a prefix': eventRule('jsonencode({ source = [{ prefix = "bank." }] })'),
    'every source, of one kind': eventRule(
      'jsonencode({ source = [{ prefix = "" }], detail-type = ["DepositReceived"] })',
    ),
  },
  fail: { 'an empty prefix': eventRule('jsonencode({ source = [{ prefix = "" }] })') },
  unknown: {
    'a variable': eventRule('var.v'),
    'the source': eventRule('jsonencode({ source = [{ prefix = "" }], account = [var.v] })'),
  },
  evasion: {
    'a heredoc': eventRule('<<-J\n  {"account": [{"prefix": ""}]}\n  J\n'),
    'a wildcard': eventRule('jsonencode({ source = [{ wildcard = "*" }] })'),
    'that the field is there': eventRule('jsonencode({ detail-type = [{ exists = true }] })'),
    'among others': eventRule('jsonencode({ source = ["deposits", { prefix = "" }] })'),
    'an empty object': eventRule('"{}"'),
  },
  silent: {
    'a schedule':
      'resource "aws_cloudwatch_event_rule" "r" {\n name = "r"\n schedule_expression = "rate(1 day)"\n}',
  },
});
