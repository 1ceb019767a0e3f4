import { rule } from '../../../../policies/rules/events/events-pipe-log-data';
import { testRule } from '../support';

const pipe = (data: string) =>
  `resource "aws_pipes_pipe" "p" {\n name = "p"\n log_configuration {\n level = "INFO"\n ${data}\n}\n}`;

testRule(rule, {
  pass: { 'no data': pipe('') },
  fail: { data: pipe('include_execution_data = ["ALL"]') },
  evasion: { 'from a local': `locals {\n all = "ALL"\n}\n${pipe('include_execution_data = [local.all]')}` },
  silent: { 'no log': 'resource "aws_pipes_pipe" "p" {\n name = "p"\n}' },
});
