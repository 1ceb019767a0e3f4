import { rule } from '../../../../policies/rules/iam/iam-role-serves-its-user';
import { testRule } from '../support';
import { role, trusts, unknown } from './configurations';

const FUNCTION = `
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
}`;
const lambda = 'Service = "lambda.amazonaws.com"';
const source = 'Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }';

testRule(rule, {
  pass: {
    'the service is trusted': role(trusts(lambda)) + FUNCTION,
    'among others': role(trusts('Service = ["ec2.amazonaws.com", "lambda.amazonaws.com"]')) + FUNCTION,
    'under a condition that may hold': role(trusts(lambda, source)) + FUNCTION,
  },
  fail: {
    'another service': role(trusts('Service = "ec2.amazonaws.com"')) + FUNCTION,
    'no statement': role('') + FUNCTION,
  },
  evasion: {
    'another action': role(trusts(lambda, '', 'sts:TagSession')) + FUNCTION,
    'an account': role(trusts('AWS = "arn:aws:iam::123456789012:root"')) + FUNCTION,
  },
  silent: {
    'nobody acts with it': role(trusts('Service = "ec2.amazonaws.com"')),
    'a trust that is not known': unknown(
      `resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = "VAR"\n}${FUNCTION}`,
    ),
  },
});
