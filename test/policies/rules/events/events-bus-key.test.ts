import { rule } from '../../../../policies/rules/events/events-bus-key';
import { testRule } from '../support';

const bus = (body: string, name = 'b') =>
  `variable "v" {}\nresource "aws_kms_key" "k" {}\nresource "aws_cloudwatch_event_bus" "b" {\n name = "${name}"\n ${body}\n}`;

testRule(rule, {
  pass: { 'a key': bus('kms_key_identifier = aws_kms_key.k.arn') },
  fail: { none: bus('') },
  unknown: { 'a variable': bus('kms_key_identifier = var.v') },
  evasion: { 'an empty key': bus('kms_key_identifier = ""') },
  silent: { 'the default bus': bus('', 'default') },
});
