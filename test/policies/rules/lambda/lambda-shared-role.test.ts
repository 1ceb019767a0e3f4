import { rule } from '../../../../policies/rules/lambda/lambda-shared-role';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const role = 'resource "aws_iam_role" "r" {\n assume_role_policy = "{}"\n}';
const withRole = (name: string, given: string) => `resource "aws_lambda_function" "${name}" {
  function_name = "${name}"
  role          = ${given}
}`;

testRule(rule, {
  pass: { 'one each': `${lambda('', 'f')}\n${lambda('', 'g')}` },
  fail: {
    'one for two': `${role}\n${withRole('f', 'aws_iam_role.r.arn')}\n${withRole('g', 'aws_iam_role.r.arn')}`,
  },
  evasion: {
    'written out': `${withRole('f', '"arn:aws:iam::1:role/r"')}\n${withRole('g', '"arn:aws:iam::1:role/r"')}`,
  },
  silent: { 'a variable': `variable "r" {}\n${withRole('f', 'var.r')}\n${withRole('g', 'var.r')}` },
});
