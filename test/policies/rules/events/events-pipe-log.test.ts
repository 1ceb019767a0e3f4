import { rule } from '../../../../policies/rules/events/events-pipe-log';
import { testRule } from '../support';

const pipe = (body: string) => `variable "v" {}\nresource "aws_pipes_pipe" "p" {\n name = "p"\n ${body}\n}`;
const log = (level: string) =>
  pipe(
    `log_configuration {\n level = ${level}\n cloudwatch_logs_log_destination {\n log_group_arn = "l"\n}\n}`,
  );

testRule(rule, {
  pass: { errors: log('"ERROR"') },
  fail: { none: pipe('') },
  unknown: { 'a variable': log('var.v') },
  evasion: { off: log('"OFF"') },
});
