import { rule } from '../../../../policies/rules/iam/iam-document-no-public-principal';
import { testRule } from '../support';
import { data } from './configurations';

const everyone =
  'actions = ["s3:GetObject"]\n resources = ["arn:aws:s3:::b/*"]\n principals {\n type = "AWS"\n identifiers = ["*"]\n }';

testRule(rule, {
  pass: {
    'an account': data(everyone.replace('"*"', '"123456789012"')),
    'the organisation': data(
      `${everyone}\n condition {\n test = "StringEquals"\n variable = "aws:PrincipalOrgID"\n values = ["o-1"]\n }`,
    ),
  },
  fail: { everyone: data(everyone) },
  evasion: {
    'a condition that always holds': data(
      `${everyone}\n condition {\n test = "StringLike"\n variable = "aws:PrincipalOrgID"\n values = ["*"]\n }`,
    ),
    'all but one': data(everyone.replace('principals', 'not_principals').replace('"*"', '"123456789012"')),
  },
  silent: {
    denied: data(`effect = "Deny"\n ${everyone}`),
    'no principals': data('actions = ["s3:GetObject"]\n resources = ["*"]'),
    'a resource uses it, and is judged': `${data(everyone)}\n resource "aws_s3_bucket_policy" "b" {\n bucket = "b"\n policy = data.aws_iam_policy_document.d.json\n}`,
  },
});
