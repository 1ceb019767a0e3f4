import { rule } from '../../../../policies/rules/states/states-task-errors';
import { testRule } from '../support';

const machine = (state: string) =>
  `variable "v" {}\nresource "aws_sfn_state_machine" "m" {\n definition = jsonencode({ StartAt = "A", States = { A = ${state} } })\n}`;
const task = (rest: string) =>
  `{ Type = "Task", Resource = "arn:aws:states:::lambda:invoke", End = true ${rest} }`;

testRule(rule, {
  pass: {
    'another attempt': machine(task(', Retry = [{ ErrorEquals = ["States.ALL"] }]')),
    'another way': machine(task(', Catch = [{ ErrorEquals = ["States.ALL"], Next = "A" }]')),
    'no task': machine('{ Type = "Pass", End = true }'),
  },
  fail: { neither: machine(task('')) },
  unknown: {
    'the definition': 'variable "v" {}\nresource "aws_sfn_state_machine" "m" {\n definition = var.v\n}',
  },
  evasion: {
    'in a branch': machine(
      `{ Type = "Parallel", End = true, Branches = [{ StartAt = "B", States = { B = ${task('')} } }] }`,
    ),
  },
});
