import { rule } from '../../../../policies/rules/events/events-schedule-dead-letter';
import { testRule } from '../support';

const schedule = (body: string) =>
  `variable "v" {}\nresource "aws_scheduler_schedule" "s" {\n target {\n arn = "a"\n role_arn = "r"\n ${body}\n}\n}`;

testRule(rule, {
  pass: { 'a queue': schedule('dead_letter_config {\n arn = "arn:q"\n}') },
  fail: { none: schedule('') },
  unknown: { 'a variable': schedule('dead_letter_config {\n arn = var.v\n}') },
  evasion: { 'a block without a queue': schedule('dead_letter_config {}') },
});
