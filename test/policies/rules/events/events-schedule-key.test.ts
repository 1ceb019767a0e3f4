import { rule } from '../../../../policies/rules/events/events-schedule-key';
import { testRule } from '../support';

const schedule = (body: string) =>
  `variable "v" {}\nresource "aws_kms_key" "k" {}\nresource "aws_scheduler_schedule" "s" {\n name = "s"\n ${body}\n}`;

testRule(rule, {
  pass: { 'a key': schedule('kms_key_arn = aws_kms_key.k.arn') },
  fail: { none: schedule('') },
  unknown: { 'a variable': schedule('kms_key_arn = var.v') },
  evasion: { 'an empty key': schedule('kms_key_arn = ""') },
});
