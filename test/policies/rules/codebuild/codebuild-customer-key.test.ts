import { rule } from '../../../../policies/rules/codebuild/codebuild-customer-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_project" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of(`artifacts {
    type = "S3"
  }
  encryption_key = "arn:aws:kms:eu-west-1:123456789012:key/k"`),
  },
  fail: {
    nothing: of(`artifacts {
    type = "S3"
  }`),
    'the key of AWS': of(`artifacts {
    type = "S3"
  }
  encryption_key = "alias/aws/s3"`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`artifacts {
    type = "S3"
  }
  encryption_key = var.v`)}`,
  },
  silent: {
    'no artifacts': of(`artifacts {
    type = "NO_ARTIFACTS"
  }`),
  },
});
