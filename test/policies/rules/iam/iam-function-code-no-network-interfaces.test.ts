import { rule } from '../../../../policies/rules/iam/iam-function-code-no-network-interfaces';
import { testRule } from '../support';
import { allow, deny, document, role, when } from './configurations';

const FUNCTION = `resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
}`;
const place = allow(['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface']);
const code = when(
  'ArnEquals',
  'lambda:SourceFunctionArn',
  'arn:aws:lambda:eu-west-1:123456789012:function:f',
);
const has = (...statements: readonly string[]) => `${role()}\n${FUNCTION}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = ${document(...statements)}
}`;
const managed =
  'managed_policy_arns = ["arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"]';

testRule(rule, {
  pass: {
    'the code is denied': has(
      place,
      deny(['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'], '*', code),
    ),
    'the code of all functions that begin alike is denied': has(
      place,
      deny('ec2:*', '*', code.replace('function:f', 'function:*').replace('ArnEquals', 'ArnLike')),
    ),
  },
  fail: {
    'no denial': has(place),
    'the policy of AWS': `${role(undefined, managed)}\n${FUNCTION}`,
  },
  evasion: {
    'a denial of something else': has(place, deny('ec2:RunInstances', '*', code)),
    'a denial for something else': has(
      place,
      deny('ec2:*', '*', when('StringEquals', 'aws:SourceVpc', 'vpc-1')),
    ),
    'a denial for the code of another function': has(
      place,
      deny('ec2:*', '*', code.replace('function:f', 'function:g')),
    ),
    'by a wildcard': has(allow('ec2:*NetworkInterface*')),
  },
  silent: {
    'no such permission': has(allow('s3:GetObject')),
    'no function has the role': role(undefined, managed),
  },
});
