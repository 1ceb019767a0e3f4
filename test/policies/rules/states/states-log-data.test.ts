import { rule } from '../../../../policies/rules/states/states-log-data';
import { testRule } from '../support';

const machine = (body: string) =>
  `variable "v" {}\nresource "aws_sfn_state_machine" "m" {\n name = "m"\n ${body}\n}`;

testRule(rule, {
  pass: { data: machine('logging_configuration {\n level = "ALL"\n include_execution_data = true\n}') },
  fail: {
    none: machine(''),
    'no data': machine('logging_configuration {\n level = "ALL"\n include_execution_data = false\n}'),
  },
  unknown: { 'a variable': machine('logging_configuration {\n include_execution_data = var.v\n}') },
  evasion: { 'a level only': machine('logging_configuration {\n level = "ALL"\n}') },
});
