import { rule } from '../../../../policies/rules/iam/iam-group-mfa';
import { testRule } from '../support';

const group = 'resource "aws_iam_group" "g" {\n name = "staff"\n}\n';

const statement = (effect: string, operator: string, value: string, key = 'aws:MultiFactorAuthPresent') =>
  `{ Effect = "${effect}", Action = "ec2:*", Resource = "*", Condition = { ${operator} = { "${key}" = ${value} } } }`;

const inline = (text: string) =>
  `resource "aws_iam_group_policy" "p" {\n group = aws_iam_group.g.name\n policy = jsonencode({ Version = "2012-10-17", Statement = [${text}] })\n}`;

const attached = (policy: string) =>
  `${policy}\nresource "aws_iam_group_policy_attachment" "a" {\n group = "staff"\n policy_arn = aws_iam_policy.p.arn\n}`;

testRule(rule, {
  common: group,
  pass: {
    'allowed with the factor': inline(statement('Allow', 'Bool', '"true"')),
    'denied without it': inline(statement('Deny', 'BoolIfExists', '["false"]')),
    'denied where the key is missing': inline(statement('Deny', 'Null', 'true')),
    'not too long ago': inline(statement('Allow', 'NumericLessThan', '3600', 'aws:MultiFactorAuthAge')),
    'by an attached policy': attached(
      `resource "aws_iam_policy" "p" {\n policy = jsonencode({ Version = "2012-10-17", Statement = [${statement('Allow', 'Bool', 'true')}] })\n}`,
    ),
  },
  fail: {
    'no policy': '',
    'no condition': inline('{ Effect = "Allow", Action = "ec2:*", Resource = "*" }'),
    'a policy of AWS':
      'resource "aws_iam_group_policy_attachment" "a" {\n group = "staff"\n policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}',
  },
  evasion: {
    'allowed without the factor': inline(statement('Allow', 'Bool', '"false"')),
    'denied with the factor': inline(statement('Deny', 'Bool', '"true"')),
    'another key': inline(statement('Allow', 'Bool', '"true"', 'aws:SecureTransport')),
    'a policy of another group':
      'resource "aws_iam_group_policy" "p" {\n group = "others"\n policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "false" } } }] })\n}',
  },
  unknown: {
    'a policy that nobody sees': `variable "x" {}\nresource "aws_iam_group_policy_attachment" "a" {\n group = "staff"\n policy_arn = var.x\n}`,
  },
});
