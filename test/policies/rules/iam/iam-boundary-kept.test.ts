import { rule } from '../../../../policies/rules/iam/iam-boundary-kept';
import { testRule } from '../support';

const pair = (name: string, boundary: string) => `
resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = "{}"
  ${boundary}
}
resource "aws_lambda_function" "${name}" {
  function_name = "${name}"
  role          = aws_iam_role.${name}.arn
}
`;
const boundary = 'permissions_boundary = "arn:aws:iam::123456789012:policy/limit"';

testRule(rule, {
  pass: {
    'both have one': pair('a', boundary) + pair('b', boundary),
    'one is known after apply': `${pair('a', boundary)}${pair('b', 'permissions_boundary = aws_iam_policy.p.arn')}
resource "aws_iam_policy" "p" {}`,
  },
  fail: {
    'one has none': pair('a', boundary) + pair('b', ''),
  },
  evasion: {
    'an empty text': pair('a', boundary) + pair('b', 'permissions_boundary = ""'),
    null: pair('a', boundary) + pair('b', 'permissions_boundary = null'),
  },
  silent: {
    'nobody has one': pair('a', '') + pair('b', ''),
    'a role of no function': `${pair('a', boundary)}resource "aws_iam_role" "c" {}`.replace(
      /resource "aws_lambda_function"[\s\S]*?\n}/,
      '',
    ),
  },
});
