import { rule } from '../../../../policies/rules/codepipeline/codepipeline-customer-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codepipeline" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of(`artifact_store {
    location = "b"
    type     = "S3"
    encryption_key {
      id   = "arn:aws:kms:eu-west-1:123456789012:key/k"
      type = "KMS"
    }
  }`),
  },
  fail: {
    nothing: of(`artifact_store {
    location = "b"
    type     = "S3"
  }`),
    'the key of AWS': of(`artifact_store {
    location = "b"
    type     = "S3"
    encryption_key {
      id   = "alias/aws/s3"
      type = "KMS"
    }
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`artifact_store {
    location = "b"
    type     = "S3"
    encryption_key {
      id   = var.v
      type = "KMS"
    }
  }`)}`,
  },
  evasion: {
    'one of two regions': of(`artifact_store {
    location = "b"
    type     = "S3"
    region   = "eu-west-1"
    encryption_key {
      id   = "arn:aws:kms:eu-west-1:123456789012:key/k"
      type = "KMS"
    }
  }
  artifact_store {
    location = "b"
    type     = "S3"
    region   = "eu-west-2"
  }`),
  },
});
