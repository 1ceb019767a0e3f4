import { rule } from '../../../../policies/rules/iam/iam-no-full-s3';
import { testRule } from '../support';
import { allow, deny, policy } from './configurations';

testRule(rule, {
  pass: {
    'named actions': policy(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::b/*')),
    'reading and writing of one bucket': policy(allow(['s3:Get*', 's3:Put*'], 'arn:aws:s3:::b/*')),
    denied: policy(deny('s3:*')),
  },
  fail: {
    'all of S3': policy(allow('s3:*')),
    'of one bucket': policy(allow('s3:*', 'arn:aws:s3:::b')),
    'reading and writing everywhere': policy(allow(['s3:Get*', 's3:Put*'])),
  },
  evasion: {
    'a principal in an identity’s policy': `data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}
resource "aws_iam_role_policy" "p" {
  role   = "r"
  policy = data.aws_iam_policy_document.d.json
}`,
    'another case': policy(allow('S3:*')),
    'a question mark': policy(allow('s?:*')),
  },
});
