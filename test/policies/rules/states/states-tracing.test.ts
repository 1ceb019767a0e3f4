import { rule } from '../../../../policies/rules/states/states-tracing';
import { testRule } from '../support';

const machine = (body: string) =>
  `variable "v" {}\nresource "aws_sfn_state_machine" "m" {\n name = "m"\n ${body}\n}`;

testRule(rule, {
  pass: { on: machine('tracing_configuration {\n enabled = true\n}') },
  fail: { none: machine(''), off: machine('tracing_configuration {\n enabled = false\n}') },
  unknown: { 'a variable': machine('tracing_configuration {\n enabled = var.v\n}') },
  evasion: { 'an empty block': machine('tracing_configuration {}') },
});
