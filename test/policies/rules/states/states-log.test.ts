import { rule } from '../../../../policies/rules/states/states-log';
import { testRule } from '../support';

const machine = (body: string) =>
  `variable "v" {}\nresource "aws_sfn_state_machine" "m" {\n name = "m"\n ${body}\n}`;
const level = (value: string) => machine(`logging_configuration {\n level = ${value}\n}`);

testRule(rule, {
  pass: { all: level('"ALL"') },
  fail: { none: machine(''), off: level('"OFF"') },
  unknown: { 'a variable': level('var.v') },
  evasion: { 'errors only': level('"ERROR"') },
});
