import { rule } from '../../../../policies/rules/exposure/exposure-s3-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_s3_bucket_policy" "x" {
    bucket = "b"
    policy = ${policy}
  }`,
  action: 's3:GetObject',
  silent: { 'no policy': 'resource "aws_s3_bucket" "x" {}' },
});
