import { rule } from '../../../../policies/rules/events/events-archive-retention';
import { testRule } from '../support';

const archive = (body: string) =>
  `variable "v" {}\nresource "aws_cloudwatch_event_archive" "a" {\n name = "a"\n event_source_arn = "b"\n ${body}\n}`;

testRule(rule, {
  pass: { 'thirty days': archive('retention_days = 30') },
  fail: { 'nothing said': archive('') },
  unknown: { 'a variable': archive('retention_days = var.v') },
  evasion: { 'zero, for ever': archive('retention_days = 0') },
});
