import { rule } from '../../../../policies/rules/states/states-express-log';
import { testRule } from '../support';

const machine = (body: string, kind = 'type = "EXPRESS"') =>
  `variable "v" {}\nresource "aws_sfn_state_machine" "m" {\n name = "m"\n ${kind}\n ${body}\n}`;

testRule(rule, {
  pass: { logged: machine('logging_configuration {\n level = "ERROR"\n}') },
  fail: { none: machine('') },
  unknown: { 'a variable': machine('logging_configuration {\n level = var.v\n}') },
  evasion: { off: machine('logging_configuration {\n level = "OFF"\n}') },
  silent: { standard: machine('', '') },
});
