import { rule } from '../../../../policies/rules/events/events-bus-archive';
import { testRule } from '../support';

const bus = (rest: string) =>
  `variable "v" {}\nresource "aws_cloudwatch_event_bus" "b" {\n name = "b"\n}\n${rest}`;
const archive = (arn: string) =>
  `resource "aws_cloudwatch_event_archive" "a" {\n name = "a"\n event_source_arn = ${arn}\n}`;

testRule(rule, {
  pass: { 'an archive': bus(archive('aws_cloudwatch_event_bus.b.arn')) },
  fail: { none: bus('') },
  unknown: { 'an archive of an unknown bus': bus(archive('var.v')) },
  evasion: {
    'an archive of another bus': bus(archive('"arn:aws:events:eu-central-1:123456789012:event-bus/other"')),
  },
  silent: { 'the default bus': 'resource "aws_cloudwatch_event_bus" "b" {\n name = "default"\n}' },
});
