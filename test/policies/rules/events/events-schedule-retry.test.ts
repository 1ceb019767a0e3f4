import { rule } from '../../../../policies/rules/events/events-schedule-retry';
import { testRule } from '../support';

const schedule = (body: string) =>
  `variable "v" {}\nresource "aws_scheduler_schedule" "s" {\n target {\n arn = "a"\n role_arn = "r"\n ${body}\n}\n}`;

testRule(rule, {
  pass: {
    'the default': schedule(''),
    'some attempts': schedule('retry_policy {\n maximum_retry_attempts = 3\n}'),
    'none, but kept': schedule(
      'retry_policy {\n maximum_retry_attempts = 0\n}\n dead_letter_config {\n arn = "arn:q"\n}',
    ),
  },
  fail: { none: schedule('retry_policy {\n maximum_retry_attempts = 0\n}') },
  unknown: { 'a variable': schedule('retry_policy {\n maximum_retry_attempts = var.v\n}') },
  evasion: { 'a string': schedule('retry_policy {\n maximum_retry_attempts = "0"\n}') },
});
