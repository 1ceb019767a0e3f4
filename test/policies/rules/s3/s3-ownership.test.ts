import { rule } from '../../../../policies/rules/s3/s3-ownership';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket_ownership_controls" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    off: of(`rule {
    object_ownership = "BucketOwnerEnforced"
  }`),
  },
  fail: {
    preferred: of(`rule {
    object_ownership = "BucketOwnerPreferred"
  }`),
    'of the writer': of(`rule {
    object_ownership = "ObjectWriter"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`rule {
    object_ownership = var.v
  }`)}`,
  },
});
